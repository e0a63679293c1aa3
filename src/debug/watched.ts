import { attempt } from '../protocol/attempt.ts';

/** The parameter that opens the panel, and the names under which the tab remembers it. */
const NAME = 'tgp_debug';
const CLOSED = 'tgp_debug_closed';

/** What the page's address, or that of an earlier page of this tab, says: `1`, or the id of a check; '' where it is closed. */
export function watchedBy(): string {
  const asked = /[?&#]tgp_debug=([\w-]{1,64})/;
  const given = asked.exec(location.search);
  const kept = attempt(() => asked.exec(sessionStorage.getItem(NAME) || ''));
  const id = (given || kept || [])[1] || '';
  const closed = attempt(() => sessionStorage.getItem(CLOSED));
  if (!id || closed === id) return '';
  // In the form that the tag looks for in an address.
  attempt(() => sessionStorage.setItem(NAME, `?${NAME}=${id}`));
  return id;
}

/** Closes it for this tab, until an address asks with another value. */
export function closeFor(id: string): void {
  attempt(() => {
    sessionStorage.removeItem(NAME);
    sessionStorage.setItem(CLOSED, id);
  });
}
