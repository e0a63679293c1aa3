import type { Asked, Kind } from './kind.ts';

/** The search that every list has unless it has questions of its own. */
export const SEARCH = 'search';

const filtersOf = ({ filters }: Pick<Kind<object>, 'filters'>): string[] =>
  filters?.map(({ name }) => name) ?? [SEARCH];

/** What an address asks of a list. Its page is no part of it: it begins anew with each question. */
export function readAsked(query: string, kind: Pick<Kind<object>, 'filters' | 'sort'>): Omit<Asked, 'from'> {
  const said = new URLSearchParams(query);
  return {
    filters: Object.fromEntries(filtersOf(kind).map(name => [name, said.get(name) ?? ''])),
    sort: said.get('sort') ?? kind.sort,
  };
}

/** The same address with another question; what is as without one is left out. */
export function writeAsked(
  query: string,
  { filters, sort }: Omit<Asked, 'from'>,
  kind: Pick<Kind<object>, 'sort'>,
): URLSearchParams {
  const said = new URLSearchParams(query);
  for (const [name, value] of Object.entries(filters)) {
    if (value) said.set(name, value);
    else said.delete(name);
  }
  if (sort === kind.sort) said.delete('sort');
  else said.set('sort', sort);
  return said;
}

/** How a list is sorted by a column: which way, or not at all. */
export const directionOf = (sort: string, column: string): 'ascending' | 'descending' | 'none' =>
  sort === column ? 'ascending' : sort === `${column}.desc` ? 'descending' : 'none';

/** What a click on the column asks for. */
export const turned = (sort: string, column: string): string =>
  directionOf(sort, column) === 'ascending' ? `${column}.desc` : column;
