import { Full } from '../store/errors.ts';

/** How much room there is for more. */
export interface Room {
  /** What the store holds: the pages that are in use, for a page that is free is used before the file grows. */
  bytes(): number;
  /** Null: no limit but the disk's. */
  maxBytes: number | null;
  /** Throws `Full` where nothing may be added. */
  ensure(): void;
}

export function room(
  prepare: (sql: string) => { get(): Record<string, number> | undefined },
  maxBytes: number | null,
): Room {
  const read = (name: string) => {
    const statement = prepare(`PRAGMA ${name}`);
    return () => statement.get()![name]!;
  };
  const [count, free, size] = [read('page_count'), read('freelist_count'), read('page_size')] as const;
  const bytes = () => (count() - free()) * size();
  return {
    bytes,
    maxBytes,
    ensure() {
      if (maxBytes !== null && bytes() >= maxBytes) throw new Full(maxBytes);
    },
  };
}
