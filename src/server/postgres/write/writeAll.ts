import { Away, Exists, NotStored } from '../../store/errors.ts';
import type { Partitions } from './partitions.ts';
import type { Item, Written } from './writeBatch.ts';

/**
 * Classes of SQLSTATE in which what is written is at fault: more rows than were asked for, data that can't be held, that a rule of a
 * table forbids, that is too large (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const OF_DATA = new Set(['21', '22', '23', '54']);

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

/** Whether one of the events may be at fault: the server refuses it, or it can't be read here. */
function isOfData(error: unknown): boolean {
  const code = codeOf(error);
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return OF_DATA.has(code.slice(0, 2));
  return error instanceof Exists || error instanceof TypeError || error instanceof RangeError;
}

/** A partition that was known is there no more: a row that no CHECK refuses. The server's words are of its own language. */
const isUnpartitioned = (error: unknown): boolean =>
  codeOf(error) === '23514' && (error as { constraint?: string }).constraint === undefined;

/**
 * Writes a batch. Where one of its events is refused that one is found by halving, and left out alone. Throws where none of them
 * could be written now. Whoever sent one is told none of the server's own words: they are in the cause.
 */
export async function writeAll(
  write: (items: readonly Item[]) => Promise<Written>,
  partitions: Partitions,
  items: readonly Item[],
): Promise<Written> {
  const times = () => items.map(({ event }) => event.receivedAt);
  try {
    await partitions.ensure(times());
    try {
      return await write(items);
    } catch (error) {
      if (!isUnpartitioned(error)) throw error;
      partitions.forget();
      await partitions.ensure(times());
      return await write(items);
    }
  } catch (error) {
    if (error instanceof Away) throw error;
    if (!isOfData(error)) throw new Away('the store failed', { cause: error });
    if (items.length === 1) return noneOf(items, error);
    const half = items.length >> 1;
    const first = await writeAll(write, partitions, items.slice(0, half));
    // The first half may be stored.
    const rest = items.slice(half);
    const second = await writeAll(write, partitions, rest).catch(refusal => noneOf(rest, refusal));
    return {
      results: [...first.results, ...second.results],
      events: new Map([...first.events, ...second.events]),
      isDue: first.isDue || second.isDue,
    };
  }
}

const noneOf = (items: readonly Item[], error: unknown): Written => ({
  results: items.map(() => new NotStored(reasonOf(error), { cause: error })),
  events: new Map(),
  isDue: false,
});

const reasonOf = (error: unknown): string =>
  isOfData(error) ? 'the store refuses it' : (error as Error).message;
