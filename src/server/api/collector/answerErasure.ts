import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { HOUR_MS } from '../../../protocol/durations.ts';
import { nothing, text } from '../../http/openapi/parts.ts';
import type { Erasing } from '../../store/erasing.ts';
import type { Store } from '../../store/store.ts';
import { whileThere } from '../whileThere.ts';

/** How often it is told how far it is, in ms. */
const TELL_MS = 250;

/** Names of a tag that are summed up at once, and at most: a stranger can make up more. */
const PAGE = 1000;
const MAX_PAGES = 20;

/** How an erasure is asked for. */
export const erasureParameters = {
  progress: Type.Optional(
    Type.Enum(['true', 'false'], {
      fix: 'must be "true" or "false"',
      description:
        'With "true" the answer is lines of JSON while it goes on: `{"events": 1200, "of": 5000}`, with null where it isn’t known of how ' +
        'many, then `{"removed": true}` or `{"error": "…"}`. Whoever ends the connection stops it; asked again, it goes on.',
    }),
  ),
};
export const ErasureQuery = Type.Object(erasureParameters, { additionalProperties: false });

/** How it is answered. */
export const erasureAnswers = { 200: text('application/x-ndjson'), 204: nothing };

/** How many events of these tags were counted: some may be gone by now. Null where there are too many names to sum up. */
export const countOf =
  (store: Store, writeKeys: string[], now: number): ((signal: AbortSignal) => Promise<number | null>) =>
  async signal => {
    // One day of all times.
    const days = [0, Math.ceil(now / HOUR_MS + 48) * HOUR_MS];
    let sum = 0;
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { counts, next } = await store.dayCounts({ writeKeys, days, limit: PAGE, cursor }, signal);
      for (const { count } of counts) sum += count;
      if (next === null) return sum;
      cursor = next;
    }
    return null;
  };

interface Erasure {
  reply: FastifyReply;
  /** Whether it is told how far it is. */
  isTold: boolean;
  /** How many events may go. Default: it isn't known. */
  count?: (signal: AbortSignal) => Promise<number | null>;
  /** Settles with what is answered at its end, if anything. */
  erase: (erasing: Erasing) => Promise<object | undefined>;
}

/** Erases, and answers at the end of it, or all the while. */
export async function answerErasure({ reply, isTold, count, erase }: Erasure): Promise<FastifyReply> {
  if (!isTold) {
    const result = await erase({});
    return result ? reply.send(result) : reply.code(204).send();
  }
  // What is changed is noted for the request, whoever reads the lines.
  const ofRequest = AsyncLocalStorage.snapshot();
  const lines = tell(reply, count ?? (async () => null), erasing => ofRequest(() => erase(erasing)));
  return reply.type('application/x-ndjson').header('x-accel-buffering', 'no').send(Readable.from(lines));
}

async function* tell(
  reply: FastifyReply,
  count: NonNullable<Erasure['count']>,
  erase: Erasure['erase'],
): AsyncGenerator<string> {
  const signal = whileThere(reply);
  let events = 0;
  let isOver = false;
  let result: object | undefined;
  let failure: unknown;
  try {
    const of = await count(signal);
    const line = () => `${JSON.stringify({ events, of: of === null ? null : Math.max(of, events) })}\n`;
    const work = erase({
      signal,
      onProgress: gone => {
        events = gone;
      },
    })
      .then(answer => {
        result = answer;
      })
      .catch(error => {
        failure = error;
      })
      .finally(() => {
        isOver = true;
      });
    while (!isOver) {
      yield line();
      await Promise.race([work, sleep(TELL_MS)]);
    }
    yield line();
  } catch (error) {
    failure = error;
  }
  if (!failure) return yield `${JSON.stringify({ removed: true, ...result })}\n`;
  if (!signal.aborted) reply.log.error({ err: failure }, 'an erasure was not ended');
  yield `${JSON.stringify({ error: 'it was not ended: ask again, and it goes on' })}\n`;
}
