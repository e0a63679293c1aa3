/** What may read differently in each version: the text of install code, and what says which version answered. */
const OWN_TO_A_VERSION = ['code_snippet', 'dbg_info'];

/** A whole answer of the API, without what is a version's own: a list is read on to its end, whatever its cursors are. */
export async function readWhole(get: (url: string) => Promise<object>, url: string): Promise<object> {
  const first = (await get(url)) as Record<string, unknown>;
  const lists = Object.keys(first).filter(name => Array.isArray(first[name]));
  for (let next = first.next; next; ) {
    const page = (await get(`${url}${url.includes('?') ? '&' : '?'}cursor=${next}`)) as typeof first;
    for (const name of lists) (first[name] as unknown[]).push(...(page[name] as unknown[]));
    next = page.next;
  }
  if (first.next) first.next = null;
  return JSON.parse(
    JSON.stringify(first, (key, value) => (OWN_TO_A_VERSION.includes(key) ? undefined : value)),
  );
}
