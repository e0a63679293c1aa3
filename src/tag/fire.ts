import { BEACON_PATH, type Properties } from '../protocol/event.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { categoriesIn, isGranted } from './consent.ts';
import { fieldsOf } from './fieldsOf.ts';
import { anonymousId, person, uuid } from './identity.ts';
import { tell } from './listeners.ts';
import type { Call } from './moment.ts';
import { count, post } from './outbox.ts';
import { firePiggybacks } from './piggyback.ts';
import { isOneOf, log, warn } from './say.ts';
import { touchSession, withoutClickIds } from './session.ts';
import { destinations, MAX_WAITING, VERSION, waiting } from './state.ts';
import type { EventOptions } from './types.ts';
import { loadedUrl, withoutAnchor } from './views.ts';

/** Properties of every event, as `set` left them. */
export const shared: Properties = {};

const TOO_MANY = 'too many';
const DENIED = 'consent denied';

/** Tells of a key that was left out. What the page gave no value to is no mistake, and a function is none in every mode. */
const skip = (path: string, reason: unknown): void =>
  reason === 'no value' ? undefined : (reason === 'no text' ? log : warn)(path, reason);

/** Makes the event of a call and sends it: `page`, `track`, `event`, `conversion` or `microconversion`. */
export function fire(call: Call, name?: unknown, given?: unknown, options?: EventOptions): void {
  // Called without a name: an object stands in its place.
  if (Object(name) === name) return fire(call, '', name, given as EventOptions);
  const { to, messageId = (call.m = call.m || uuid()), callback, pixel } = fieldsOf(options) as EventOptions;
  const command = call[0];
  const isPage = command === 'page';
  const chosen = destinations.filter(([key]) => !to || ([] as string[]).concat(to).includes(key));
  const refusal =
    (waiting[MAX_WAITING - 1] && TOO_MANY) ||
    (!isGranted('analytics') && DENIED) ||
    (!isPage && !name && 'no event name') ||
    (!chosen[0] && 'no init of ' + to);
  if (refusal) {
    if (refusal === TOO_MANY) count('dropped');
    // A refusal of the visitor's is no mistake of the page's.
    if (refusal !== DENIED) warn(command, refusal);
    return tell('skip', { status: 'skip', reason: refusal, messageId }, callback);
  }

  const time = call.t || +new Date();
  const link = document.querySelector<HTMLLinkElement>('link[rel=canonical]');
  const url = withoutAnchor(
    // A single-page app may leave the first view's canonical in place: it speaks for the loaded address alone.
    link && call.u === loadedUrl && link.href.split('/')[2] === location.host ? link.href : call.u,
  );
  const { pathname, search } = new URL(url);
  const page = { url, path: pathname, referrer: call.r, title: call.d, search };
  const properties = fieldsOf(given);
  const session = touchSession(time, call);
  for (const [writeKey, endpoint] of chosen) {
    const fields = {
      writeKey,
      messageId,
      anonymousId: anonymousId(),
      userId: person().userId,
      originalTimestamp: new Date(time),
      [isPage ? 'name' : 'event']: name || null,
      context: Object.assign(session, {
        library: { name: 'tgp.js', version: VERSION },
        page,
        locale: navigator.language,
        userAgent: navigator.userAgent,
        screen: { width: screen.width, height: screen.height },
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        traits: person().traits,
        consentManagement: {
          allowedConsentIds: categoriesIn('granted'),
          deniedConsentIds: categoriesIn('denied'),
        },
        pixel: isOneOf('conversion, microconversion', command)
          ? { id: pixel, type: command, conversion_type: name }
          : { id: command === 'event' ? name : pixel },
      }),
      properties: Object.assign({}, isPage && page, shared, properties),
    };
    let beacon = endpoint + BEACON_PATH + (isPage ? 'page' : 'track') + '?';
    beacon += withoutClickIds(writeQuery(fields, skip));
    log('send', command, name, { fields, url: beacon });
    tell('send', { fields, url: beacon });
    post(beacon, { messageId: messageId + '' }, callback);
    firePiggybacks(fields);
  }
}
