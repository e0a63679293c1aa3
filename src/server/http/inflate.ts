import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What comes out at once. Node cuts shorter pieces of different bodies from one buffer, which lives as long as any of them. */
const chunkSize = 32 * 1024;

const INFLATERS: { [coding: string]: () => ReturnType<typeof createGunzip> } = {
  gzip: () => createGunzip({ chunkSize }),
  'x-gzip': () => createGunzip({ chunkSize }),
  deflate: () => createInflate({ chunkSize }),
  br: () => createBrotliDecompress({ chunkSize }),
};

/** What an unpacker holds beside what came out of it: its window, its tables, and the piece that it fills. */
const OF_INFLATER = 80 * 1024;

/**
 * Unpacks bodies on their way to the parser. That counts what comes out of here and stops at its limit: of a small body that
 * would become an endless one no more is unpacked.
 * @param refuse makes the error for a body that can't be unpacked, out of its status and what is wrong
 */
export function inflateBodies(
  app: FastifyInstance,
  refuse: (status: 400 | 415, reason: string) => Error,
): void {
  app.addHook('preParsing', async ({ method, headers, raw }: FastifyRequest, _reply, payload) => {
    const coding = headers['content-encoding']?.trim().toLowerCase();
    if (!coding || coding === 'identity' || method === 'GET' || method === 'HEAD') return payload;
    const inflate = INFLATERS[coding];
    if (!inflate) {
      throw refuse(
        415,
        `content-encoding: "${coding.slice(0, 50)}" is not read here: send gzip, deflate, br or none`,
      );
    }
    app.incoming.hold(raw, OF_INFLATER);
    return unpacked(payload, inflate(), refuse, bytes => app.incoming.hold(raw, bytes));
  });
}

/** What the parser asks of a stream: how many bytes of the request it has come from. */
type Counted = Readable & { receivedEncodedLength: number };

function unpacked(
  payload: Readable,
  inflater: ReturnType<typeof createGunzip>,
  refuse: (status: 400, reason: string) => Error,
  hold: (bytes: number) => void,
): Counted {
  const stream = Object.assign(inflater as Readable, { receivedEncodedLength: 0 });
  payload.on('data', (chunk: Buffer) => {
    stream.receivedEncodedLength += chunk.length;
  });
  payload.on('error', error => inflater.destroy(error));
  // The parser hears of what can't be unpacked in our words, and of no more once it has stopped.
  const emit = inflater.emit.bind(inflater);
  inflater.emit = (event: string, ...args: unknown[]) => {
    // A sender that went away is none of them.
    if (event === 'error' && (args[0] as NodeJS.ErrnoException).code !== 'ECONNRESET') {
      const reason = `content-encoding: the body can't be unpacked: ${(args[0] as Error).message}`;
      return emit('error', refuse(400, reason));
    }
    if (event === 'data') {
      hold((args[0] as Buffer).length);
      if (!inflater.listenerCount('data')) inflater.destroy();
    }
    return emit(event, ...args);
  };
  payload.pipe(inflater);
  return stream;
}
