import type { Readable } from 'node:stream';

/** Longest line that is read: an event is never that long. */
const MAX_LINE = 16 * 1024 * 1024;

/** A line that is longer than that, which nobody holds. */
export const TOO_LONG = Symbol('too long');

/** What a text begins with, and how it is written then: PowerShell writes UTF-16 into files. */
const BEGINS: [bytes: number[], encoding: string][] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x7b, 0x00], 'utf-16le'],
  [[0x00, 0x7b], 'utf-16be'],
];

/** The lines of a text in UTF-8 or UTF-16. At line feeds alone: Node's readline ends one at U+2028 too, which JSON may hold. */
export async function* linesOf(source: Readable): AsyncGenerator<string | typeof TOO_LONG> {
  let rest = '';
  let isLong = false;
  for await (const text of textOf(source)) {
    const lines = (isLong ? text : rest + text).split('\n');
    if (isLong && lines.length > 1) {
      isLong = false;
      lines.shift();
    }
    rest = isLong ? '' : lines.pop()!;
    if (!isLong) yield* lines;
    if (rest.length > MAX_LINE) {
      isLong = true;
      yield TOO_LONG;
      rest = '';
    }
  }
  if (!isLong) yield rest;
}

/** Without a mark of its byte order. */
async function* textOf(source: Readable): AsyncGenerator<string> {
  let first = Buffer.alloc(0);
  let decoder: ReturnType<typeof decoderOf> | undefined;
  for await (const chunk of source) {
    let bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    if (!decoder) {
      first = Buffer.concat([first, bytes]);
      if (first.length < 2) continue;
      decoder = decoderOf(first);
      bytes = first;
    }
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder ? decoder.decode() : first.toString();
}

function decoderOf(first: Buffer) {
  const found = BEGINS.find(([bytes]) => bytes.every((byte, at) => first[at] === byte));
  return new TextDecoder(found?.[1] ?? 'utf-8');
}
