import { hourOf } from '../../store/quarters.ts';
import type { Session } from '../session.ts';
import { numbers, texts } from './arrays.ts';
import { byKey } from './byKey.ts';

/** Where an event is counted. */
export interface OfKind {
  accountId: string;
  writeKey: string;
  kind: string;
  time: number;
}

/** What an event was of: a husk has it too. */
export interface CountedKind extends OfKind {
  source: string;
  receivedAt: number;
  /** Another one told it before: it counts no more, and was seen. */
  isRepeat: boolean;
}

/** Counts events by their kind, and notes when each kind was seen last. */
export interface CountKinds {
  add(event: CountedKind): void;
  /** One less: another counts in its place. */
  take(event: OfKind): void;
  /** Writes what was added and taken. */
  write(): Promise<void>;
}

const COUNT = `INSERT INTO kind_counts AS own (account_id, write_key, kind, hour, count)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
  ON CONFLICT (account_id, write_key, kind, hour) DO UPDATE SET count = own.count + excluded.count`;

const TAKEN = `unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
  AS taken(account_id, write_key, kind, hour, count)
  WHERE own.account_id = taken.account_id AND own.write_key = taken.write_key AND own.kind = taken.kind
    AND own.hour = taken.hour`;

/** Where none is left there is no count. */
const TAKE = [
  `DELETE FROM kind_counts AS own USING ${TAKEN} AND own.count <= taken.count`,
  `UPDATE kind_counts AS own SET count = own.count - taken.count FROM ${TAKEN}`,
];

const SEE = `INSERT INTO kind_seen AS own (account_id, write_key, kind, source, time)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
  ON CONFLICT (account_id, write_key, kind, source) DO UPDATE SET time = excluded.time WHERE own.time < excluded.time`;

type Counted = OfKind & { hour: number; count: number };

const addOne = (sums: Map<string, Counted>, event: OfKind): void => {
  const { accountId, writeKey, kind, time } = event;
  const hour = hourOf(time);
  const key = `${accountId} ${writeKey} ${kind} ${hour}`;
  const ofHour = sums.get(key);
  if (!ofHour) sums.set(key, { ...event, hour, count: 1 });
  else ofHour.count++;
};

export function countKinds(session: Session): CountKinds {
  const counts = new Map<string, Counted>();
  const taken = new Map<string, Counted>();
  const seen = new Map<string, CountedKind & { last: number }>();

  return {
    add(event) {
      const { accountId, writeKey, kind, source, receivedAt, isRepeat } = event;
      const key = `${accountId} ${writeKey} ${kind} `;
      const ofSource = seen.get(key + source);
      if (!ofSource) seen.set(key + source, { ...event, last: receivedAt });
      else ofSource.last = Math.max(ofSource.last, receivedAt);
      if (!isRepeat) addOne(counts, event);
    },
    take: event => addOne(taken, event),
    async write() {
      const [counted, less, last] = [byKey(counts), byKey(taken), byKey(seen)];
      counts.clear();
      taken.clear();
      seen.clear();
      const keys = (rows: OfKind[]) => [
        texts(rows, each => each.accountId),
        texts(rows, each => each.writeKey),
        texts(rows, each => each.kind),
      ];
      const sums = (rows: Counted[]) => [
        ...keys(rows),
        numbers(rows, each => each.hour),
        numbers(rows, each => each.count),
      ];
      if (counted.length) await session.run(COUNT, sums(counted));
      if (less.length) for (const take of TAKE) await session.run(take, sums(less));
      if (last.length) {
        const sources = texts(last, each => each.source);
        await session.run(SEE, [...keys(last), sources, numbers(last, each => each.last)]);
      }
    },
  };
}
