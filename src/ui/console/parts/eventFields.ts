/** Most fields that are shown: a test has a few, a page may send thousands. */
const MAX_FIELDS = 200;

/** All that an event says, a row each, by the path of each value. */
export function eventFields(event: object): [path: string, value: string][] {
  const rows: [string, string][] = [];
  const read = (value: unknown, path: string): void => {
    if (rows.length >= MAX_FIELDS) return;
    if (typeof value !== 'object' || value === null) rows.push([path, String(value)]);
    else for (const [key, each] of Object.entries(value)) read(each, path ? `${path}.${key}` : key);
  };
  read(event, '');
  return rows;
}
