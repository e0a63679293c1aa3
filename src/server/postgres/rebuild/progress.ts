/** How much of it is done. */
export type OnProgress = (done: number, total: number) => void;

/** Adds up how far accounts are. */
export interface Progress {
  /** An account whose events up to that one are to be read. */
  add(accountId: string, last: number): void;
  /** They have been read up to that one. */
  read(accountId: string, seq: number): void;
}

export function progress(onProgress: OnProgress): Progress {
  const ends = new Map<string, number>();
  const places = new Map<string, number>();
  let done = 0;
  let total = 0;
  return {
    add(accountId, last) {
      ends.set(accountId, last);
      total += last;
    },
    read(accountId, seq) {
      const end = ends.get(accountId) ?? 0;
      // More have arrived.
      if (seq > end) {
        ends.set(accountId, seq);
        total += seq - end;
      }
      done += seq - (places.get(accountId) ?? 0);
      places.set(accountId, seq);
      onProgress(done, total);
    },
  };
}
