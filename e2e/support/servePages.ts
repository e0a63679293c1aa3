import { javascript } from '../../src/install/javascript.ts';
import type { Site } from './site.ts';

export interface Served {
  options?: Record<string, unknown>;
  /** Before the snippet. */
  head?: string;
  body?: string;
  /** A Content-Security-Policy with the nonce `abc`; `C` stands for the collector. */
  policy?: string;
}

/** Serves pages with the snippet, which note what is thrown in them; gives the address of the first. */
export function servePages(
  site: Site,
  { options = { autoPage: true }, head = '', body = '', policy }: Served = {},
): string {
  const { writeKey = '', collector = '' } = site.values;
  const snippet = javascript({ writeKey, scriptUrl: `${collector}/tgp.js`, options, nonce: 'abc' });
  const watch = "window.thrown = []; addEventListener('error', event => thrown.push(String(event.message)));";
  const start = `<!doctype html><meta charset="utf-8"><script nonce="abc">${watch}</script>${head}${snippet}`;
  for (const path of ['/first', '/second'])
    site.rawPages.set(path, `${start}<title>${path}</title><a href="/second">second</a>${body}`);
  if (policy) site.headers = { 'content-security-policy': policy.replaceAll('C', collector) };
  return `${site.origin}/first`;
}
