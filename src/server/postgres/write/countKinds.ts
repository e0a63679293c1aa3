import { hourOf } from '../../store/quarters.ts';
import type { Session } from '../session.ts';
import { numbers, texts } from './arrays.ts';
import { byKey } from './byKey.ts';

/** What an event was of: a husk has it too. */
export interface CountedKind {
  accountId: string;
  writeKey: string;
  kind: string;
  source: string;
  time: number;
  receivedAt: number;
  /** Another one told it before: it counts no more, and was seen. */
  isRepeat: boolean;
}

/** Counts events by their kind, and notes when each kind was seen last. */
export interface CountKinds {
  add(event: CountedKind): void;
  /** Writes what was added. */
  write(): Promise<void>;
}

const COUNT = `INSERT INTO kind_counts AS own (account_id, write_key, kind, hour, count)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
  ON CONFLICT (account_id, write_key, kind, hour) DO UPDATE SET count = own.count + excluded.count`;

const SEE = `INSERT INTO kind_seen AS own (account_id, write_key, kind, source, time)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
  ON CONFLICT (account_id, write_key, kind, source) DO UPDATE SET time = excluded.time WHERE own.time < excluded.time`;

export function countKinds(session: Session): CountKinds {
  const counts = new Map<string, CountedKind & { hour: number; count: number }>();
  const seen = new Map<string, CountedKind & { last: number }>();

  return {
    add(event) {
      const { accountId, writeKey, kind, source, time, receivedAt, isRepeat } = event;
      const key = `${accountId} ${writeKey} ${kind} `;
      const ofSource = seen.get(key + source);
      if (!ofSource) seen.set(key + source, { ...event, last: receivedAt });
      else ofSource.last = Math.max(ofSource.last, receivedAt);
      if (isRepeat) return;
      const hour = hourOf(time);
      const ofHour = counts.get(key + hour);
      if (!ofHour) counts.set(key + hour, { ...event, hour, count: 1 });
      else ofHour.count++;
    },
    async write() {
      const [counted, last] = [byKey(counts), byKey(seen)];
      counts.clear();
      seen.clear();
      const keys = (rows: CountedKind[]) => [
        texts(rows, each => each.accountId),
        texts(rows, each => each.writeKey),
        texts(rows, each => each.kind),
      ];
      if (counted.length) {
        const hours = numbers(counted, each => each.hour);
        await session.run(COUNT, [...keys(counted), hours, numbers(counted, each => each.count)]);
      }
      if (last.length) {
        const sources = texts(last, each => each.source);
        await session.run(SEE, [...keys(last), sources, numbers(last, each => each.last)]);
      }
    },
  };
}
