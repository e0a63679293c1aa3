type Value = string | number | null | undefined;

/** Rows by what `key` says of them, value for value: nothing first, texts by their UTF-8 bytes. */
export const inOrder = <Row>(rows: Iterable<Row>, key: (row: Row) => readonly Value[]): Row[] =>
  [...rows]
    .map(row => ({ row, values: key(row) }))
    .sort((a, b) => compare(a.values, b.values))
    .map(({ row }) => row);

/** The same of two rows: less than 0 where the first one comes first. */
export function compare(a: readonly Value[], b: readonly Value[]): number {
  for (const [at, value] of a.entries()) {
    const result = compareValues(value ?? null, b[at] ?? null);
    if (result) return result;
  }
  return 0;
}

function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)));
  return a - Number(b);
}
