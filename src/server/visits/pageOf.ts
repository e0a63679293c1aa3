import type { Fields } from '../../protocol/query.ts';
import type { StoredType } from '../store/rows.ts';

/** Longest path that is kept. */
const MAX_PATH = 500;

/**
 * The path of the page that a view is of: as the site names it, else its address's, with the part after `#` that names a page
 * in an app. '' of what is no view.
 */
export function pageOf(type: StoredType, page: Fields, properties: Fields): string {
  if (type !== 'page') return '';
  const named = textOf(properties.path) || textOf(page.path);
  const url = textOf(page.url) || textOf(properties.url);
  const [, path = '', inApp = ''] =
    /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/[^/?#]*)?([^?#]*)(?:\?[^#]*)?(#[/!][^?]*)?/i.exec(url) ?? [];
  const whole = (named.replace(/[?#].*/s, '') || path || (url && '/')) + inApp;
  return whole.slice(0, MAX_PATH);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
