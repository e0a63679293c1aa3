import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Outgoing } from './outgoing.ts';

/** What all answers together may hold. */
export const MAX_OUTGOING = 32 * 1024 * 1024;

/** Below this an answer isn't counted: most beacons' are 43 bytes. */
const SMALL = 1024;

/** A longer answer is written in pieces, the next one when the last was taken. */
const PIECE = 16 * 1024;

/** What a stream is counted as: it holds a page of what it reads. */
const OF_STREAM = 1024 * 1024;

/** Has every answer that is not small counted, and written as fast as its reader takes it and no faster. */
export function boundAnswers(app: FastifyInstance, outgoing = new Outgoing(MAX_OUTGOING)): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!payload || request.method === 'HEAD') return done(null, payload);
    const { raw } = reply;
    if (payload instanceof Readable) {
      outgoing.hold(raw, OF_STREAM);
      return done(null, Readable.from(touching(payload, raw, outgoing)));
    }
    const { length } = payload as string | Buffer;
    if (length > SMALL) outgoing.hold(raw, length);
    if (length <= PIECE) return done(null, payload);
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : (payload as Buffer);
    reply.header('content-length', bytes.length);
    done(null, Readable.from(pieces(bytes, raw, outgoing), { objectMode: false, highWaterMark: PIECE }));
  });
}

async function* touching(stream: Readable, response: ServerResponse, outgoing: Outgoing) {
  for await (const chunk of stream) {
    outgoing.touch(response);
    yield chunk;
  }
}

function* pieces(bytes: Buffer, response: ServerResponse, outgoing: Outgoing): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    outgoing.touch(response);
    yield bytes.subarray(at, at + PIECE);
  }
}
