import { DAY_MS } from '../../../protocol/durations.ts';
import { daysOf } from '../remove/days.ts';
import type { Session } from '../session.ts';
import { BEYOND, type Walk, walk } from './walk.ts';

/**
 * So many days are read at first, and at most at a time. Each is a table of its own with its indexes, and whoever reads several has a
 * lock on all of them: of years together there are more than a server has room for, and whoever stores needs some too.
 */
const FIRST_DAYS = 8;
const MOST_DAYS = 32;

/** Of so many days a page looks at rows that are filtered: it ends there with what it has found. */
const FILTERED_DAYS = 120;

/** The same as `walk` of the events, from the newest day that has some on, until the page is full. */
export async function walkDays<
  Row extends { account_id: string; seq: number; received_at: number },
  Key extends { account_id: string },
>(
  session: Session,
  asked: Omit<Walk<Row, Key>, 'table' | 'time'>,
): Promise<{ rows: Row[]; end: Row | undefined }> {
  const { from = 0, after, limit } = asked;
  const to = Math.min(asked.to ?? BEYOND, after ? after.received_at + 1 : BEYOND);
  const days = (await daysOf(session))
    .map(({ time }) => time)
    .filter(time => time < to && time + DAY_MS > from)
    .sort((a, b) => b - a);
  const rows: Row[] = [];
  for (let at = 0, many = FIRST_DAYS; at < days.length; at += many, many = Math.min(2 * many, MOST_DAYS)) {
    const some = days.slice(at, at + many);
    const since = Math.max(from, some.at(-1)!);
    const part = await walk<Row, Key>(session, {
      ...asked,
      table: 'events',
      time: 'received_at',
      from: since,
      to: Math.min(to, some[0]! + DAY_MS),
      limit: limit - rows.length,
    } as Walk<Row, Key>);
    rows.push(...part.rows);
    if (part.end || rows.length > limit) return { rows, end: part.end };
    const isLast = at + many >= days.length;
    if (asked.filters && !isLast && at + many >= FILTERED_DAYS) {
      // The last place of these days.
      return { rows, end: { ...(part.rows.at(-1) as Row), account_id: '', seq: 0, received_at: since } };
    }
  }
  return { rows, end: undefined };
}
