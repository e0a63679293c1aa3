import type { Memory } from './memory.ts';

/** Has what a record says now hold for the events from the next one on; null: it is gone. */
export function writeWord(memory: Memory, account_id: string, id: string, word: string | null): void {
  const { recordWords, lastSeq } = memory;
  if ((wordAt(memory, account_id, id, Infinity) ?? null) === word) return;
  const row = { account_id, id, since_seq: lastSeq + 1, word };
  recordWords.put(row, recordWords.now(row));
}

/** What a record said when an event arrived; undefined where it said nothing. */
export function wordAt(
  { recordWords }: Memory,
  accountId: string,
  id: string,
  seq: number,
): string | undefined {
  let latest = -1;
  let word: string | null = null;
  for (const row of recordWords) {
    if (row.account_id !== accountId || row.id !== id || row.since_seq > seq || row.since_seq < latest)
      continue;
    latest = row.since_seq;
    word = row.word;
  }
  return word ?? undefined;
}
