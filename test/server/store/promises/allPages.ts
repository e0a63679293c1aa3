/** Texts that are no cursor of any list. */
export const NO_CURSORS = [
  '',
  'x',
  '-',
  '1',
  '1-',
  '-1',
  'a-b',
  '1-2-',
  ' 1-2',
  '1-2\n',
  '1-2-3-4',
  "1-2' OR 1=1",
];

/** The rows of all pages. */
export async function allPages<Row>(
  page: (cursor: string | undefined) => Promise<{ rows: Row[]; next: string | null }>,
  between: () => Promise<void> = async () => {},
): Promise<Row[]> {
  const all: Row[] = [];
  for (let cursor: string | undefined, count = 0; ; count++) {
    if (count > 1000) throw new Error('the pages never end');
    const { rows, next } = await page(cursor);
    all.push(...rows);
    if (next === null) return all;
    cursor = next;
    await between();
  }
}
