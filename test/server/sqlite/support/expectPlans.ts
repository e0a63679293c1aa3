import { expect, onTestFinished } from 'vitest';
import { open } from '../../../../src/server/sqlite/open.ts';
import { planOf } from './planOf.ts';

/** The tables that grow with what strangers send, or with the time; and columns that find a row or two of them. */
const GROWING: Record<string, string[][]> = {
  events: [['message_id'], ['rowid']],
  touches: [['id'], ['rowid']],
  conversions: [['order_id'], ['seq'], ['rowid']],
  refunds: [['order_id'], ['seq']],
  identities: [['user_id'], ['anonymous_id']],
  counts: [['event', 'hour']],
  last_seen: [['event']],
  hour_names: [['hour']],
  happenings: [['order_id'], ['seq'], ['rowid']],
  kind_counts: [['hour']],
  kind_seen: [['source'], ['kind']],
  credits_due: [['user_id']],
  audit: [],
  husks: [['mark'], ['rowid'], ['seq']],
  counted_before: [['mark']],
  visits: [['session'], ['rowid'], ['seq']],
  visit_days: [['day']],
  visit_columns: [['day']],
};

/** What may read more of such a table than a page of it, and why. */
const ALLOWED: [part: string, reason: string][] = [
  ['select * from "audit" order by', 'a page of all accounts, in the order of an index'],
  ['"credited_value", "refunded", count(*) as "count"', 'totals, of a few thousand rows at a time'],
  ['as "currency", count(*) as "count"', 'made-up currencies, of a few thousand rows at a time'],
  ['sum("count") as "count" from "counts"', 'the hours of at most 31 days, of names that are capped'],
  ['sum(counted.count) AS count', 'the hours of at most 31 days, of a few kinds'],
  ['SELECT * FROM kind_seen WHERE', 'a row for each kind, and for each pixel event'],
  ['SELECT tag.value AS write_key', 'one row for each name, at the end of an index'],
  ['DELETE FROM hour_names WHERE', 'retention: a row for each hour that is gone'],
  ['SELECT count(*) AS n FROM main.', 'a rebuild says how many rows there are'],
  ['DELETE FROM credits_due WHERE', 'a person leaves: the few visitors of an account that wait for credit'],
  ['LIMIT 10000) AS seen', 'a person is asked for: the ids of at most so many of his events'],
  ['AND seq > ? AND seq <= ? AND time >= ?', 'the few of a visitor that are credited again, until a place'],
];

/** The columns that a statement knows the value of. */
const askedOf = (text: string): string[] =>
  [...text.matchAll(/(\w+)"? = (?:\?|'|$)/g)].map(([, column]) => column!);

/** Expects that none of the statements reads more of a table that grows than an index finds. */
export function expectPlans(texts: ReadonlySet<string>): void {
  const db = open(':memory:', {
    busyMs: 0,
    migrations: new URL('../../../../src/server/sqlite/migrations/', import.meta.url),
    maxBytes: null,
  });
  onTestFinished(() => db.close());
  const isAllowed = (text: string) => ALLOWED.some(([part]) => text.includes(part));
  // A rebuild's own tables are there no more.
  const asked = [...texts].filter(
    text => /^\s*(select|insert|update|delete)\b/i.test(text) && !/\b(temp|live)\.|\breplayed\b/.test(text),
  );
  expect(asked.length).toBeGreaterThan(150);

  const reading = asked.filter(text => {
    const { readings, details } = planOf(db, text);
    // As many rows as it asks for, if the index tells all that is asked of them; or if it looks at so many alone.
    const isBounded =
      /CO-ROUTINE/.test(details) || askedOf(text).every(each => details.includes(`${each}=?`));
    const isPage = /\blimit\b/i.test(text) && !/USE TEMP B-TREE/.test(details) && isBounded;
    return readings.some(({ table, columns, isScan }) => {
      const narrow = GROWING[table];
      if (!narrow) return false;
      return (
        isScan ||
        !(isPage || columns.length === 0 || narrow.some(set => set.every(each => columns.includes(each))))
      );
    });
  });
  expect(reading.filter(text => !isAllowed(text))).toEqual([]);
  // What is no longer needed is taken from the list.
  for (const [part] of ALLOWED)
    expect(
      reading.filter(text => text.includes(part)),
      part,
    ).not.toEqual([]);
}
