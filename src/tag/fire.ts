import { BEACON_PATH, type ConsentState, type Properties } from '../protocol/event.ts';
import { MAX_URL_LENGTH } from '../protocol/limits.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { consents, isGranted } from './consent.ts';
import { anonymousId, person } from './identity.ts';
import { tell } from './listeners.ts';
import { log, warn } from './log.ts';
import type { Call } from './moment.ts';
import { destinations, isFull } from './queue.ts';
import { send } from './send.ts';
import { touchSession } from './session.ts';
import type { EventOptions, Outcome } from './types.ts';
import { uuid } from './uuid.ts';
import { VERSION } from './version.ts';
import { loadedUrl, withoutAnchor } from './views.ts';

/** Properties of every event, as `set` left them. */
export const shared: Properties = {};

const isObject = (value: unknown): value is object => Object(value) === value;

/** Makes the event of a call and sends it: `page`, `track`, `event`, `conversion` or `microconversion`. */
export function fire(call: Call, name?: unknown, given?: unknown, options?: EventOptions): void {
  if (isObject(name)) return fire(call, '', name, given as EventOptions);
  const { to, messageId = uuid(), callback, pixel } = options || {};
  const command = call[0];
  const isPage = command === 'page';
  const chosen = destinations.filter(known => !to || to.includes(known[0]));
  const settle = (status: Outcome['status'], reason?: string, writeKey?: string) =>
    tell(status, { status, reason, messageId, writeKey }, callback);
  const refusal =
    (!isGranted('analytics') && 'consent denied') ||
    (isFull() && 'too many wait') ||
    (!isPage && !name && 'no event name') ||
    (!chosen[0] && 'no init of ' + to);
  if (refusal) return settle('skip', refusal);
  if (given && !isObject(given)) warn('properties are no object', given);

  const time = call.t || Date.now();
  const link = document.querySelector<HTMLLinkElement>('link[rel=canonical]');
  const url = withoutAnchor(
    // A single-page app may leave the first view's canonical in place: it speaks for the loaded address alone.
    link && call.u === loadedUrl && link.href.split('/')[2] === location.host ? link.href : call.u,
  );
  const page = {
    url,
    path: new URL(url).pathname,
    referrer: call.r,
    title: call.d,
    search: new URL(call.u).search,
  };
  const having = (state: ConsentState) =>
    (Object.keys(consents) as (keyof typeof consents)[]).filter(category => consents[category] === state);
  const { userId, traits } = person();
  const [sessionId, sessionStart, campaign] = touchSession(time, call.u);
  for (const [writeKey, endpoint, transport] of chosen) {
    const fields = {
      writeKey,
      messageId,
      anonymousId: anonymousId(),
      userId,
      originalTimestamp: new Date(time).toISOString(),
      sentAt: new Date().toISOString(),
      [isPage ? 'name' : 'event']: name || undefined,
      context: {
        library: { name: 'tgp.js', version: VERSION },
        page,
        locale: navigator.language,
        userAgent: navigator.userAgent,
        screen: { width: screen.width, height: screen.height },
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        campaign,
        sessionId,
        sessionStart,
        traits,
        consentManagement: { allowedConsentIds: having('granted'), deniedConsentIds: having('denied') },
        pixel: /conv/.test(command)
          ? { id: pixel, type: command, conversion_type: name }
          : { id: command === 'event' ? name : pixel },
      },
      properties: Object.assign({}, isPage && page, shared, isObject(given) && given),
    };
    const base = endpoint + BEACON_PATH + (isPage ? command : 'track') + '?';
    const beacon =
      base +
      writeQuery(fields, MAX_URL_LENGTH - base.length, (path, reason) => log('left out', path, reason));
    tell('send', { fields, url: beacon });
    send(beacon, transport, (status, reason) => settle(status, reason, writeKey));
  }
}
