/** Where a slash at the end says something: the shop's pages are in a folder, and this API's own paths end so. */
const KEEPS = /^\/(?:shop|api\/pixel_events)(?:\/|$)/;

/** An address without a slash at the end of its path: clients that join base and path by hand send one. */
export function withoutSlash(url: string): string {
  const at = url.indexOf('?');
  const end = at < 0 ? url.length : at;
  if (end < 2 || url[end - 1] !== '/' || KEEPS.test(url)) return url;
  return url.slice(0, end - 1) + url.slice(end);
}
