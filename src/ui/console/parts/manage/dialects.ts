import type { Account } from '../account.ts';
import type { Asked, Kind, RecordKind, Rows } from './kind.ts';

/** Most rows of a page. */
export const PAGE_SIZE = 50;

const enc = encodeURIComponent;

/** A query of what is said, '' and undefined left out. */
export function pathWith(path: string, query: { [name: string]: string | number | undefined }): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}

/** Lists of the collector's own dialect: a cursor leads from page to page. */
export const cursorLists = <Row>(pathOf: (account: Account) => string, many: string) => ({
  list: (account: Account, { filters, sort, from }: Asked) =>
    pathWith(pathOf(account), { ...filters, sort, limit: PAGE_SIZE, cursor: from }),
  csv: (account: Account, { filters }: Asked) => pathWith(pathOf(account), { ...filters, format: 'csv' }),
  read: (answer: never): Rows<Row> => ({
    rows: (answer as { [name: string]: Row[] })[many] ?? [],
    next: (answer as { next?: string | null }).next ?? null,
  }),
});

/** Where the page after this one begins, by how many came before it. */
export const nextOf = (from: string, length: number, count: number): string | null => {
  const end = Number(from || 0) + length;
  return length && end < count ? String(end) : null;
};

interface Answered {
  response: { count: number; [name: string]: unknown };
}

/** Lists and records of the advertising dialect, all of one shape. */
export function adRecords<Row extends { id: number }>(path: string, one: string, many: string) {
  const whose = ({ id }: Account) => ({ advertiser_code: id });
  const at = (account: Account, id: number | string) => pathWith(`${path}/${enc(id)}`, whose(account));
  const wrap = (fields: object) => ({ [one]: fields });
  const lists: Pick<Kind<Row>, 'list' | 'csv' | 'read' | 'keyOf'> = {
    list: (account, { filters, sort, from }) =>
      pathWith(path, {
        ...whose(account),
        ...filters,
        sort,
        num_elements: PAGE_SIZE,
        start_element: from,
      }),
    csv: (account, { filters }) => pathWith(path, { ...whose(account), ...filters, format: 'csv' }),
    read: (answer, { from }) => {
      const { response } = answer as Answered;
      const rows = response[many] as Row[];
      return { rows, count: response.count, next: nextOf(from, rows.length, response.count) };
    },
    keyOf: ({ id }) => String(id),
  };
  const record: Pick<RecordKind<Row>, 'one' | 'readOne' | 'add' | 'made' | 'change'> = {
    one: at,
    readOne: answer => ((answer as Answered).response[many] as Row[])[0]!,
    add: (account, { scope }) =>
      scope === 'write' ? { path: pathWith(path, whose(account)), method: 'POST', wrap } : undefined,
    made: answer => (answer as Answered).response[one] as Row,
    change: (account, { id }) => ({ path: at(account, id), method: 'PUT', wrap }),
  };
  return { lists, record, at };
}
