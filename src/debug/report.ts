import { collectorOf } from '../protocol/collectorOf.ts';
import { checkPath } from '../protocol/ownPath.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { make } from './make.ts';

/** How long what happens waits for more of it, in ms. */
const GATHER_MS = 300;

/** Most entries of one report, and in all. */
const MAX_AT_ONCE = 20;
const MAX = 300;

export interface Told {
  kind: string;
  [name: string]: string | number;
}

/**
 * Tells a check of what happens in the page, at the collector that this script came from: a beacon of its own, which is no
 * event.
 * @param script the address of this script
 */
export function report(id: string, script: string, page: string): (told: Told) => void {
  // Its own name in place of the tag's.
  const tag = script.replace('.debug.js', '.js');
  const [, key = ''] = /([0-9a-f]{32})\.js/.exec(tag) || [];
  const found = collectorOf(tag, key);
  const waiting: Told[] = [];
  let timer: number | undefined;
  let sent = 0;
  if (!found || !/^[0-9a-f]{32}$/.test(id)) return () => {};
  const url = `${found.endpoint}${checkPath(found.path)}`;

  const queryOf = (entries: Told[]) => writeQuery({ id, page, entries }, () => {});
  const send = () => {
    timer = undefined;
    const entries = waiting.splice(0, MAX_AT_ONCE);
    const init: RequestInit = {
      method: 'POST',
      body: queryOf(entries),
      keepalive: true,
      credentials: 'omit',
    };
    // A text, so that the browser asks nobody first. Where it can't get out, images may: one each, for a URL is short.
    new Promise<unknown>(resolve => resolve(window.fetch(url, init))).catch(() =>
      entries.map(each => {
        make('img').src = `${url}?${queryOf([each])}`;
      }),
    );
    if (waiting[0]) soon();
  };
  const soon = () => {
    timer = timer || window.setTimeout(send, GATHER_MS);
  };
  return told => {
    if (++sent > MAX) return;
    waiting.push(told);
    soon();
  };
}
