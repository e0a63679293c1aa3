import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { atMost } from './atMost.ts';

const gunzip = promisify(zlib.gunzip);
const inflate = promisify(zlib.inflate);
const brotliDecompress = promisify(zlib.brotliDecompress);

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const UNPACK: { [coding: string]: Unpack } = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: inflate,
  br: brotliDecompress,
};

/** Most that are unpacked at once. What one holds meanwhile the sender decides: Brotli's tables alone may be 3 MB, out of 2 kB. */
const AT_ONCE = 8;

/**
 * Unpacks bodies on their way to the parser, once they are whole: one that is waited for holds what has come of it, and
 * nothing more. Of a small body that would become an endless one no more is unpacked than the route takes.
 * @param refuse makes the error for a body that can't be unpacked, out of its status and what is wrong
 */
export function inflateBodies(
  app: FastifyInstance,
  refuse: (status: 400 | 415, reason: string) => Error,
): void {
  const inTurn = atMost(AT_ONCE);
  app.addHook('preParsing', async ({ method, headers, raw, routeOptions }, reply, payload) => {
    const coding = headers['content-encoding']?.trim().toLowerCase();
    if (!coding || coding === 'identity' || method === 'GET' || method === 'HEAD') return payload;
    const unpack = UNPACK[coding];
    if (!unpack) {
      throw refuse(
        415,
        `content-encoding: "${coding.slice(0, 50)}" is not read here: send gzip, deflate, br or none`,
      );
    }
    const limit = routeOptions.bodyLimit!;
    // The parser refuses it by what it says of itself.
    if (Number(headers['content-length']) > limit) return payload;
    const packed = await wholeOf(payload, limit);
    if (packed === undefined) return tooLarge(limit);
    app.incoming.hold(reply.raw, packed.length);
    const body = await inTurn(async () => {
      // Whoever has gone meanwhile asks for nothing.
      if (raw.socket.destroyed) return packed;
      return unpack(packed, { maxOutputLength: limit }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_BUFFER_TOO_LARGE') return undefined;
        throw refuse(400, `content-encoding: the body can't be unpacked: ${error.message}`);
      });
    });
    if (body === undefined) return tooLarge(limit);
    app.incoming.hold(reply.raw, body.length);
    return streamOf(body, packed.length);
  });
}

/** What comes, unless that is too much: undefined then, and the rest is not kept. */
async function wholeOf(payload: Readable, limit: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  // The connection stays: who sent too much is told so.
  for await (const piece of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > limit) {
      payload.resume();
      return undefined;
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces, bytes);
}

/** What the parser asks of a stream: how many bytes of the request it has come from. */
const streamOf = (body: Buffer, receivedEncodedLength: number) =>
  Object.assign(Readable.from([body], { objectMode: false }), { receivedEncodedLength });

/** The parser refuses it as any body that is too large. */
const tooLarge = (limit: number) => streamOf(Buffer.alloc(1), limit + 1);
