import { fitUrl } from '../protocol/fitUrl.ts';
import { MAX_KEEPALIVE_BODY, MAX_URL_LENGTH } from '../protocol/limits.ts';
import { attempt } from './say.ts';
import { settings } from './state.ts';
import { trust } from './trust.ts';
import type { Outcome } from './types.ts';

/** @param seconds when to try again, where the collector says so */
export type Done = (status: Outcome['status'], reason?: string, seconds?: number) => void;

/** More requests at once are not sure to outlive the page, and of those with a body no more than one. */
const MAX_KEEPALIVE = 20;

/**
 * How often an image got out where `fetch` did not: from the third time on (`connect-src`, a blocker) the page sends
 * images alone. Once is a network that changed in that moment.
 */
let images = 0;

/**
 * Sends one beacon. Never blocks; a `fetch` that can't get out becomes an image. What is too long for a URL is a POST,
 * and loses its ends only where that is not taken. Throws where Trusted Types forbid a script.
 * @param type of another party's pixel: `img`, or `js`, a script that is run in the page; none for a beacon of ours
 * @param others what is under way, with this one
 * @param done told what became of it
 */
export function send(url: string, type: string | undefined, others: unknown[], done: Done): void {
  // In plain form: the whole URL, or where it is too long (`url.length > MAX_URL_LENGTH`) its path and its query.
  const [path, body] = url.split(url[MAX_URL_LENGTH] ? '?' : ' ') as [string, string?];
  const short = body ? fitUrl(url, MAX_URL_LENGTH) : url;
  const byElement = (fetchFailed?: unknown) => {
    const isScript = type === 'js';
    // What has a listener is kept until it is settled, https://html.spec.whatwg.org/#the-img-element.
    const element = document.createElement(isScript ? 'script' : 'img');
    element.referrerPolicy = 'no-referrer';
    element.nonce = (document.querySelector<HTMLElement>('[nonce]') || element).nonce!;
    element.onload = () => {
      if (fetchFailed) images++;
      done('sent');
    };
    element.onerror = () => done('fail', 'no answer');
    if (isScript) document.head.append(element);
    element.src = (isScript && trust(url)) || short;
  };
  if (type || settings.transport === 'image' || images > 2) byElement();
  else {
    attempt(() => {
      fetch(path, {
        method: body && 'POST',
        body,
        keepalive: !others[body ? 1 : MAX_KEEPALIVE] && !url[MAX_KEEPALIVE_BODY],
      }).then(({ ok, status, headers, body: unread }) => {
        // Chromium keeps an answer that nobody reads, with a file of the page's process, until the page ends.
        if (unread) unread.cancel();
        if (ok) done('sent');
        // Not taken: 404, 405 or 413.
        else if (body && status > 403 && status < 414) send(short, type, others, done);
        // From 429 on (too many, and what the server failed at) it may be taken later.
        else done(status > 428 ? 'fail' : 'skip', 'status ' + status, +headers.get('Retry-After')!);
      }, byElement);
      // Without fetch, or with something of the page's own in its place, this throws.
    }, byElement);
  }
}
