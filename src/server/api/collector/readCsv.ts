/** The rows of a CSV text (RFC 4180), each by the names of its first row. Throws `RangeError` where a quote does not end. */
export function readCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = rowsOf(text.replace(/^\ufeff/, ''));
  return rows
    .filter(row => row.some(cell => cell.trim() !== ''))
    .map(row => Object.fromEntries(names.map((name, at) => [name.trim(), row[at] ?? ''])));
}

/** A cell in quotes, in which two are one, or one without; and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const found = CELL.exec(text);
    if (!found) throw new RangeError(`row ${rows.length}: a quote does not end, or stands inside a cell`);
    const [, quoted, plain = '', end] = found;
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',' && end !== '') rows.push([]);
  }
  return rows;
}
