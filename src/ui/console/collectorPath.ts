/** The path of this page's folder, without a slash at the end: the collector may be under a path of a site's. Elsewhere ''. */
export const collectorPath = (): string =>
  typeof location === 'undefined' ? '' : new URL('.', location.href).pathname.replace(/\/$/, '');
