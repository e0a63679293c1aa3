import type { Connection } from './connection.ts';

export interface RecordWords {
  /** Has what a record says now hold for the events from the next one on; null: it is gone. In the transaction that changes it. */
  write(accountId: string, id: string, word: string | null): void;
  /** What a record said when an event arrived; undefined where it said nothing. */
  at(accountId: string, id: string, seq: number): string | undefined;
}

/** What records of accounts called things, and since which event. */
export function recordWords(db: Connection): RecordWords {
  const insert = db.prepare(
    `INSERT OR REPLACE INTO record_words (account_id, id, since_seq, word)
     VALUES (?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM events), ?)`,
  );
  const latest = db.prepare<{ word: string | null }>(
    `SELECT word FROM record_words WHERE account_id = ? AND id = ? AND since_seq <= ?
     ORDER BY since_seq DESC LIMIT 1`,
  );
  const at = (accountId: string, id: string, seq: number) =>
    latest.get(accountId, id, seq)?.word ?? undefined;
  return {
    at,
    write(accountId, id, word) {
      if ((at(accountId, id, Number.MAX_SAFE_INTEGER) ?? null) !== word) insert.run(accountId, id, word);
    },
  };
}
