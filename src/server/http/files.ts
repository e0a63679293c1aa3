import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { startOf } from './startOf.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.tgz': 'application/gzip',
};

/** What a file of this name is sent as; undefined for what is not sent. */
export const typeOf = (name: string): string | undefined => TYPES[extname(name)];

/** A file in memory, as it travels. */
export interface File {
  type: string;
  body: Buffer;
  br?: Buffer;
  gzip?: Buffer;
  /** Of the content, so that it changes with it and with nothing else. */
  etag: string;
}

const isText = (type: string): boolean => /^text|json|svg/.test(type);

/** A file that has not been asked for. */
export interface StillFile extends Pick<File, 'type' | 'body'> {
  /** As it travels: compressed when it is asked for first. Most collectors show a few of them to a few people. */
  pressed(): Promise<File>;
}

function still(type: string, body: Buffer): StillFile {
  let file: Promise<File> | undefined;
  return {
    type,
    body,
    pressed() {
      file ??= pressFile(type, body);
      return file;
    },
  };
}

/** Compresses a file, beside the event loop. For what is made for a request there is `Pressing`, which does so once. */
export async function pressFile(type: string, body: Buffer): Promise<File> {
  const etag = etagOf(body);
  if (!isText(type)) return { type, body, etag };
  const pressed = [promisify(brotliCompress)(body), promisify(gzip)(body, { level: 9 })] as const;
  const [br, gz] = await Promise.all(pressed);
  return { type, body, br, gzip: gz, etag };
}

export const etagOf = (body: Buffer): string =>
  createHash('sha256').update(body).digest('base64url').slice(0, 22);

/** Reads a folder at start, by path below it. What is not in the table is not served, whatever the URL says. */
export function readFiles(
  folder: string,
  accept: (path: string) => boolean = () => true,
): Map<string, StillFile> {
  if (!existsSync(folder)) return new Map();
  const files = new Map<string, StillFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(join(folder, '/').length).replaceAll('\\', '/');
    const type = typeOf(name);
    if (entry.isFile() && type && accept(name)) files.set(name, still(type, readFileSync(path)));
  }
  return files;
}

/** Sends a file, or that the browser has it already, in the smallest form that the browser reads. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: File): FastifyReply {
  const accepted = startOf(request.headers['accept-encoding']);
  const encoding = (['br', 'gzip'] as const).find(name => file[name] && takes(accepted, name));
  // Strong ETags differ between encodings: the bytes do.
  const etag = `"${file.etag}${encoding ? `-${encoding}` : ''}"`;
  reply.headers({ etag, 'x-content-type-options': 'nosniff' });
  if (file.br || file.gzip) reply.header('vary', 'Accept-Encoding');
  if (isKnown(startOf(request.headers['if-none-match']), etag)) return reply.code(304).send();
  if (encoding) reply.header('content-encoding', encoding);
  return reply.type(file.type).send(encoding ? file[encoding] : file.body);
}

const takes = (accepted: string, encoding: string): boolean =>
  accepted.split(',').some(part => {
    const [name, ...options] = part.split(';').map(text => text.trim().toLowerCase());
    return name === encoding && !options.some(option => /^q=0(\.0*)?$/.test(option));
  });

const isKnown = (header: string, etag: string): boolean =>
  header === '*' || header.split(',').some(each => each.trim().replace(/^W\//, '') === etag);
