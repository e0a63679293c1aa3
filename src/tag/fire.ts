import { BEACON_PATH, type Context, type Properties } from '../protocol/event.ts';
import { OWN_PAGE, OWN_TRACK } from '../protocol/ownPath.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { categoriesIn, isDenied } from './consent.ts';
import { cutQuery } from './cutQuery.ts';
import { fieldsOf } from './fieldsOf.ts';
import { anonymousId, idOf, person } from './identity.ts';
import { tell } from './listeners.ts';
import type { Call } from './moment.ts';
import { count, post } from './outbox.ts';
import { own } from './own.ts';
import { firePiggybacks } from './piggyback.ts';
import { ofBrowser, pageOf } from './readings.ts';
import { log, warn } from './say.ts';
import { touchSession } from './session.ts';
import { destinations, MAX_WAITING, VERSION, waiting } from './state.ts';
import type { EventOptions } from './types.ts';
import { timedUuid } from './uuid.ts';

/** Properties of every event, as `set` left them. */
export const shared: Properties = /* @__PURE__ */ own();

/** Most keys that were left out of an event and are told of: a list of thousands is one mistake, and each word takes its time. */
const MAX_TOLD = 99;

/** Makes the event of a call and sends it: `page`, `track`, `event`, `conversion` or `microconversion`. */
export function fire(call: Call, name?: unknown, given?: unknown, options?: EventOptions): void {
  // Called without a name: an object stands in its place.
  if (Object(name) === name) return fire(call, '', name, given as EventOptions);
  const { to, messageId: id, callback, pixel, signature } = fieldsOf(options) as EventOptions;
  const command = call[0];
  const messageId = idOf(command, id).trim() || (call.m = call.m || timedUuid());
  const isPage = command === 'page';
  const chosen = destinations.filter(({ writeKey }) => !to || ([] as string[]).concat(to).includes(writeKey));
  // A refusal of the visitor's is no mistake of the page's.
  const refusal =
    (waiting[MAX_WAITING - 1] && 'too many') ||
    (isDenied() && 'consent denied') ||
    (!isPage && !name && 'no event name') ||
    (!chosen[0] && 'no init of ' + to);
  if (refusal) {
    if (waiting[0]) count('dropped');
    if (!isDenied()) warn(command, refusal);
    return tell('skip', { status: 'skip', reason: refusal, messageId }, callback);
  }

  const time = call.t || +new Date();
  const page = pageOf(call);
  const properties = fieldsOf(given);
  const session = touchSession(time, call);
  const { userId, traits } = person();
  chosen.map(({ writeKey, endpoint, path }) => {
    let told = 0;
    // What the page gave no value to is no mistake.
    const skip = (key: string, reason: unknown) => reason && told++ < MAX_TOLD && warn(key, reason);
    const fields = {
      writeKey,
      messageId,
      anonymousId: anonymousId(),
      userId,
      originalTimestamp: new Date(time).toISOString(),
      [isPage ? 'name' : 'event']: name || null,
      context: own(session as Context, ofBrowser(), {
        library: { name: 'tgp.js', version: VERSION },
        page,
        traits,
        signature,
        consentManagement: {
          allowedConsentIds: categoriesIn('granted'),
          deniedConsentIds: categoriesIn('denied'),
        },
        pixel: /conversion/.test(command)
          ? { id: pixel, type: command, conversion_type: name }
          : { id: command === 'event' ? name : pixel },
      }),
      properties: own<Properties>(isPage && page, shared, properties),
    };
    // As `beaconPath` says it.
    const beacon =
      endpoint +
      (path
        ? '/' + path + '/' + (isPage ? OWN_PAGE : OWN_TRACK)
        : BEACON_PATH + (isPage ? 'page' : 'track')) +
      '?' +
      cutQuery(writeQuery(fields, skip));
    log('send', command, name, { fields, url: beacon });
    tell('send', { fields, url: beacon });
    post(beacon, '', callback);
    // Between the page's server and the collector.
    delete fields.context.signature;
    firePiggybacks(fields);
  });
}
