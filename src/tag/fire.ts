import { BEACON_PATH, type Context, type Properties } from '../protocol/event.ts';
import { MAX_URL_LENGTH } from '../protocol/limits.ts';
import { writeQuery } from '../protocol/writeQuery.ts';
import { isGranted } from './consent.ts';
import { readContext } from './context.ts';
import { anonymousId, person } from './identity.ts';
import { tell } from './listeners.ts';
import { log, warn } from './log.ts';
import type { Call } from './moment.ts';
import { destinations, isFull } from './queue.ts';
import { send } from './send.ts';
import type { EventOptions, Outcome } from './types.ts';
import { uuid } from './uuid.ts';

/** Properties of every event, as `set` left them. */
export const shared: Properties = {};

const isObject = (value: unknown): value is object => Object(value) === value;

/** Makes the event of a call and sends it: `page`, `track`, `event`, `conversion` or `microconversion`. */
export function fire(call: Call, name?: unknown, given?: unknown, options?: EventOptions): void {
  if (isObject(name)) return fire(call, '', name, given as EventOptions);
  const { to, messageId = uuid(), callback, pixel } = options || {};
  const command = call[0];
  const isPage = command === 'page';
  const chosen = destinations.filter(([writeKey]) => !to || to.includes(writeKey));
  const settle = (status: Outcome['status'], reason?: string, writeKey?: string) =>
    tell(status, { status, reason, messageId, writeKey }, callback);
  const refusal =
    (!isGranted('analytics') && 'consent denied') ||
    (isFull() && 'too many wait') ||
    (!isPage && !name && 'no event name') ||
    (!chosen[0] && `no init of ${to}`);
  if (refusal) return settle('skip', refusal);
  if (given && !isObject(given)) warn('properties are no object', given);

  const time = call.t || Date.now();
  const context = readContext(time, call);
  context.pixel = Object.assign(
    { id: command === 'event' ? name : pixel },
    /conv/.test(command) && { type: command, conversion_type: name },
  ) as Context['pixel'];
  for (const [writeKey, endpoint, transport] of chosen) {
    const fields = {
      writeKey,
      messageId,
      anonymousId: anonymousId(),
      userId: person().userId,
      originalTimestamp: new Date(time).toISOString(),
      sentAt: new Date().toISOString(),
      [isPage ? 'name' : 'event']: name || undefined,
      context,
      properties: Object.assign({}, isPage && context.page, shared, isObject(given) && given),
    };
    const base = `${endpoint + BEACON_PATH + (isPage ? 'page' : 'track')}?`;
    const url =
      base +
      writeQuery(fields, MAX_URL_LENGTH - base.length, (path, reason) => log('left out', path, reason));
    tell('send', { fields, url });
    send(url, transport, (status, reason) => settle(status, reason, writeKey));
  }
}
