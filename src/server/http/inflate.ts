import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const INFLATERS: { [coding: string]: () => ReturnType<typeof createGunzip> } = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Unpacks bodies on their way to the parser. That counts what comes out of here and stops at its limit: of a small body that
 * would become an endless one no more is unpacked.
 * @param refuse makes the error for a body that can't be unpacked, out of its status and what is wrong
 */
export function inflateBodies(
  app: FastifyInstance,
  refuse: (status: 400 | 415, reason: string) => Error,
): void {
  app.addHook('preParsing', async ({ method, headers }: FastifyRequest, _reply, payload) => {
    const coding = headers['content-encoding']?.trim().toLowerCase();
    if (!coding || coding === 'identity' || method === 'GET' || method === 'HEAD') return payload;
    const inflate = INFLATERS[coding];
    if (!inflate) {
      throw refuse(
        415,
        `content-encoding: "${coding.slice(0, 50)}" is not read here: send gzip, deflate, br or none`,
      );
    }
    return unpacked(payload, inflate(), refuse);
  });
}

/** What the parser asks of a stream: how many bytes of the request it has come from. */
type Counted = Readable & { receivedEncodedLength: number };

function unpacked(
  payload: Readable,
  inflater: ReturnType<typeof createGunzip>,
  refuse: (status: 400, reason: string) => Error,
): Counted {
  const stream = Object.assign(inflater as Readable, { receivedEncodedLength: 0 });
  payload.on('data', (chunk: Buffer) => {
    stream.receivedEncodedLength += chunk.length;
  });
  payload.on('error', error => inflater.destroy(error));
  // The parser hears of what can't be unpacked in our words.
  const emit = inflater.emit.bind(inflater);
  inflater.emit = (event: string, ...args: unknown[]) =>
    event === 'error'
      ? emit(
          'error',
          refuse(400, `content-encoding: the body can't be unpacked: ${(args[0] as Error).message}`),
        )
      : emit(event, ...args);
  payload.pipe(inflater);
  return stream;
}
