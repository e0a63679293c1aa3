import { indexed } from '../store/indexed.ts';
import { isWord, MAX_NAMES, OTHER_NAMES } from '../store/names.ts';
import type { Quartered } from '../store/quarters.ts';
import type { StoredType } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { NEXT_SEQ } from './husks.ts';

/** Has a name that a record of an account knows counted, for the events from the next one on. */
export function knowNames(db: Connection): (accountId: string, name: string | null) => void {
  const know = db.prepare(
    `INSERT INTO known_names (account_id, event, since_seq)
     VALUES (?, ?, ${NEXT_SEQ}) ON CONFLICT DO NOTHING`,
  );
  return (accountId, name) => {
    if (name !== null) know.run(accountId, indexed(name));
  };
}

/**
 * Counts events of a name in an hour; returns the name that they are counted under: by what was known when the event
 * `seq` arrived, or now.
 */
export function countNames(
  db: Connection,
): (
  writeKey: string,
  type: StoredType,
  event: string,
  hour: number,
  count: Quartered,
  seq?: number,
) => string {
  const addTo = db.prepare(
    `UPDATE counts SET count = count + ?, q1 = q1 + ?, q2 = q2 + ?, q3 = q3 + ?
     WHERE write_key = ? AND type = ? AND event = ? AND hour = ?`,
  );
  const insert = db.prepare(
    'INSERT INTO counts (count, q1, q2, q3, write_key, type, event, hour) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const known = db.prepare(
    `SELECT 1 FROM tags JOIN known_names USING (account_id)
     WHERE tags.write_key = ? AND known_names.event = ? AND since_seq <= ?`,
  );
  const uncapped =
    db.prepare<{ number: number }>(`SELECT number FROM last_numbers WHERE kind = 'uncapped_event'`).get()
      ?.number ?? 0;
  const kept = db.prepare('SELECT 1 FROM retention WHERE write_key = ? AND until > ?');
  const takePlace = db.prepare(
    `INSERT INTO hour_names (write_key, hour, names) VALUES (?, ?, 1)
     ON CONFLICT DO UPDATE SET names = names + 1 WHERE names < ${MAX_NAMES}`,
  );

  const add = (count: Quartered, ...row: [string, string, string, number]): boolean =>
    addTo.run(...count, ...row).changes > 0;
  /** In hours whose events are gone no name is counted that would be gone too. */
  const isCounted = (writeKey: string, type: StoredType, event: string, hour: number, seq: number): boolean =>
    isWord(type, event) ||
    seq <= uncapped ||
    (type === 'track' && known.get(writeKey, event, seq) !== undefined) ||
    (!kept.get(writeKey, hour) && takePlace.run(writeKey, hour).changes > 0);

  return (writeKey, type, event, hour, count, seq = Number.MAX_SAFE_INTEGER) => {
    if (add(count, writeKey, type, event, hour)) return event;
    const name = isCounted(writeKey, type, event, hour, seq) ? event : OTHER_NAMES;
    const row = [writeKey, type, name, hour] as const;
    if (name === event || !add(count, ...row)) insert.run(...count, ...row);
    return name;
  };
}
