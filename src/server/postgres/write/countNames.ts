import { addQuarters, hourOf, type Quartered, quarterOf } from '../../store/quarters.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import { numbers, texts } from './arrays.ts';
import { byKey } from './byKey.ts';
import type { CountedName } from './countedName.ts';
import { namePlaces } from './namePlaces.ts';

/** Counts events by their names and hours, and notes when each name was seen last. */
export interface CountNames {
  /** In the events' own order. No test: it counts for nothing. */
  add(event: CountedName): void;
  /** Writes what was added. */
  write(): Promise<void>;
}

/** What is to be counted under a name in an hour. */
interface Sum extends CountedName {
  hour: number;
  count: Quartered;
}

const COUNT = `INSERT INTO counts AS own (account_id, write_key, type, event, hour, count, q1, q2, q3)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::bigint[])
  ON CONFLICT (account_id, write_key, type, event, hour) DO UPDATE SET count = own.count + excluded.count,
    q1 = own.q1 + excluded.q1, q2 = own.q2 + excluded.q2, q3 = own.q3 + excluded.q3`;

const SEE = `INSERT INTO last_seen AS own (account_id, write_key, type, event, time)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
  ON CONFLICT (account_id, write_key, type, event) DO UPDATE SET time = excluded.time WHERE own.time < excluded.time`;

export function countNames(session: Session, facts: AccountFacts): CountNames {
  const place = namePlaces(session, facts);
  let added: CountedName[] = [];

  return {
    add: event => void added.push(event),
    async write() {
      const events = added;
      added = [];
      if (!events.length) return;
      const nameOf = await place(events);
      const sums = new Map<string, Sum>();
      const seen = new Map<string, CountedName>();
      for (const each of events) {
        const { accountId, writeKey, type, time } = each;
        const event = nameOf(each);
        const hour = hourOf(time);
        const key = `${accountId} ${writeKey} ${type} ${event}`;
        const sum = sums.get(`${key} ${hour}`);
        if (sum) sum.count = addQuarters(sum.count, quarterOf(time));
        else sums.set(`${key} ${hour}`, { ...each, event, hour, count: quarterOf(time) });
        const last = seen.get(key);
        if (!last || last.receivedAt < each.receivedAt) seen.set(key, { ...each, event });
      }
      await writeSums(session, byKey(sums), byKey(seen));
    },
  };
}

async function writeSums(session: Session, sums: Sum[], seen: CountedName[]): Promise<void> {
  const keys = (rows: CountedName[]) => [
    texts(rows, each => each.accountId),
    texts(rows, each => each.writeKey),
    texts(rows, each => each.type),
    texts(rows, each => each.event),
  ];
  await session.run(COUNT, [
    ...keys(sums),
    numbers(sums, each => each.hour),
    numbers(sums, each => each.count[0]),
    numbers(sums, each => each.count[1]),
    numbers(sums, each => each.count[2]),
    numbers(sums, each => each.count[3]),
  ]);
  await session.run(SEE, [...keys(seen), numbers(seen, each => each.receivedAt)]);
}
