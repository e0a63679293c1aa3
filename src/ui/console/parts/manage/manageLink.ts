import { go, linkTo, route, routeQuery } from '../route.ts';

/** A place in the part that manages. */
export interface ManagePlace {
  kind: string;
  /** Of a record; `new` of one that is to be made, '' of the list. */
  key?: string;
  account?: string | undefined;
}

/** What stands for a record that is to be made: no key of any kind is that. */
export const NEW = 'new';

export const managePath = ({ kind, key = '', account }: ManagePlace): string =>
  `manage/${kind}${key && `/${encodeURIComponent(key)}`}${account ? `?account=${encodeURIComponent(account)}` : ''}`;

export const manageLink = (place: ManagePlace): string => linkTo(managePath(place));

export const goManage = (place: ManagePlace): void => go(managePath(place));

/** Reads the part of an address behind `manage/`. */
export function readPlace(rest: string): Required<Pick<ManagePlace, 'kind' | 'key'>> {
  const [kind = '', key = ''] = rest.split('/');
  try {
    return { kind, key: decodeURIComponent(key) };
  } catch {
    return { kind, key };
  }
}

/** Says in the address what a list is asked, without a step in the browser's history. */
export function replaceQuery(query: URLSearchParams): void {
  const text = query.toString();
  history.replaceState(null, '', linkTo(route.value + (text && `?${text}`)));
  routeQuery.value = text;
}
