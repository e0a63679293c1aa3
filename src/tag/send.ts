import { fitUrl } from '../protocol/fitUrl.ts';
import { MAX_KEEPALIVE_BODY, MAX_URL_LENGTH } from '../protocol/limits.ts';
import { own } from './own.ts';
import { Later, ofDocument } from './platform.ts';
import { attempt } from './say.ts';
import { settings } from './state.ts';
import type { Outcome } from './types.ts';

/** What became of a try, why, and in how many seconds to try again, where the collector says so. */
export type Result = [status: Outcome['status'], reason?: string, seconds?: number];

interface Policy {
  createScriptURL: (url: string) => string;
}

declare const window: {
  trustedTypes: { createPolicy(name: string, rules: Policy): Policy };
} & Window;

/**
 * Gives what a script's `src` takes under Trusted Types; none without them. A policy of its own: a site that allows it lets
 * the scripts of others in.
 */
let policy: Policy | undefined;

/** What an image says that did not come. */
export const NO_ANSWER = 'no answer';

/** More requests at once are not sure to outlive the page, and of those with a body no more than one. */
const MAX_KEEPALIVE = 20;

/**
 * A status with the URL behind it that is tried again: too much, too early, or what a server failed at; and not for ever
 * somebody else's answer (a portal's, a worker's), or a route that is away for the moment. Each try that is not the first
 * tells of itself in the URL.
 */
const AGAIN = /^(408|42[159]|5..|(2..|40[34])(?!(.*retried=){9}))/;

/** Most seconds until another try: browsers take a longer timer for none. */
const MAX_SECONDS = 24 * 3600;

/**
 * How often an image got out where `fetch` did not: from the third time on (`connect-src`, a blocker) the page sends
 * images alone. Once is a network that changed in that moment.
 */
let images = 0;

/**
 * Sends one beacon. Never blocks; a `fetch` that can't get out, or gives no answer that can be read, becomes an image.
 * What is too long for a URL is a POST, and loses its ends only where that is not taken. Rejects where Trusted Types
 * forbid a script.
 * @param type of another party's pixel: `img`, or `js`, a script that is run in the page; none for a beacon of ours
 * @param others what is under way, with this one
 */
export function send(url: string, type: string | undefined, others: unknown[]): Promise<Result> {
  // In plain form: the whole URL, or where it is too long (`url.length > MAX_URL_LENGTH`) its path and its query.
  const [path, body] = url.split(url[MAX_URL_LENGTH] ? '?' : ' ') as [string, string?];
  const short = body ? fitUrl(url, MAX_URL_LENGTH) : url;
  const byElement = (fetchFailed?: unknown) =>
    new Later<Result>(done => {
      const isScript = type === 'js';
      // What has a listener is kept until it is settled, https://html.spec.whatwg.org/#the-img-element.
      const element = ofDocument<HTMLScriptElement & HTMLImageElement>(
        'createElement',
        isScript ? 'script' : 'img',
      );
      element.referrerPolicy = 'no-referrer';
      element.onload = () => {
        if (fetchFailed) images++;
        done(['sent']);
      };
      element.onerror = () => done(['fail', NO_ANSWER]);
      if (isScript) {
        element.nonce = (ofDocument<HTMLElement | null>('querySelector', '[nonce]') || element).nonce!;
        ofDocument<HTMLElement>('head').appendChild(element);
      }
      element.src =
        (isScript &&
          attempt(() =>
            (policy =
              policy ||
              window.trustedTypes.createPolicy('tgp-js', { createScriptURL: String })).createScriptURL(url),
          )) ||
        short;
    });
  if (type || settings.transport === 'image' || images > 2) return byElement();
  const init: RequestInit = own({
    method: body && 'POST',
    body,
    keepalive: !others[body ? 1 : MAX_KEEPALIVE] && !url[MAX_KEEPALIVE_BODY],
  });
  // The page may have put something of its own in the place of fetch: what it throws, and what it gives that is no
  // answer, has an image go.
  return new Later<Response>(resolve => resolve(window.fetch(path, init)))
    .then(answer => {
      const { status, headers, body: unread } = answer;
      if (!(status > 199)) throw answer;
      const isImage = /^image\/gif/i.test(headers.get('Content-Type')!);
      // Chromium keeps an answer that nobody takes, with a file of the page's process, until the page ends. An image says no
      // more than its type: to read it takes a quarter as long as to send. What another script has read already can be
      // neither read nor cancelled.
      return ((isImage && unread ? unread.cancel() : answer.text()) as Promise<unknown>)
        .catch(String)
        .then(text => {
          const later = headers.get('Retry-After')!;
          // The collector's word that it has the event: its image, or `OK`; a RudderStack server gives the same.
          if (status === 200 && (isImage || text === 'OK')) return ['sent'];
          // Not taken as a POST.
          if (body && /40[45]|413/.test(status as never)) return send(short, type, others);
          return [
            AGAIN.test(status + url) ? 'fail' : 'skip',
            'status ' + status,
            Math.min(+later || ((new Date(later) as never) - (new Date() as never)) / 1e3, MAX_SECONDS),
          ];
        }) as Promise<Result>;
    })
    .catch(byElement);
}
