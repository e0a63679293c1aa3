/** Most columns: each row that has few cells still has all of them. */
const MAX_COLUMNS = 100;

/**
 * The rows of a CSV text (RFC 4180), each by the names of its first row. Throws `RangeError` where a quote does not end, and where
 * there are too many columns or rows.
 */
export function readCsv(text: string, maxRows: number): Record<string, string>[] {
  const all: Record<string, string>[] = [];
  let names: string[] | undefined;
  for (const row of rowsOf(text.replace(/^\ufeff/, ''))) {
    if (!names) {
      if (row.length > MAX_COLUMNS)
        throw new RangeError(`it has ${row.length} columns, send at most ${MAX_COLUMNS}`);
      names = row.map(name => name.trim());
    } else if (row.some(cell => cell.trim() !== '')) {
      if (all.length === maxRows) throw new RangeError(`it has more than ${maxRows} rows`);
      all.push(Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
    }
  }
  return all;
}

/** A cell in quotes, in which two are one, or one without; and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

function* rowsOf(text: string): Generator<string[]> {
  let [row, number, place]: [string[], number, number] = [[], 1, 0];
  while (place < text.length) {
    CELL.lastIndex = place;
    const found = CELL.exec(text);
    if (!found) throw new RangeError(`row ${number}: a quote does not end, or stands inside a cell`);
    place = CELL.lastIndex;
    const [, quoted, plain = '', end] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',' || end === '') continue;
    yield row;
    row = [];
    number++;
  }
  if (row.length) yield row;
}
