import { BEACON_PATH, type Context, type EventType, type Properties } from '../protocol/event.ts';
import { MAX_URL_LENGTH } from '../protocol/limits.ts';
import { encodeQuery } from '../protocol/query.ts';
import { readContext } from './context.ts';
import { anonymousId, userId } from './identity.ts';
import { tell } from './listeners.ts';
import { warn } from './log.ts';
import type { Moment } from './moment.ts';
import { destinations, enqueue } from './queue.ts';
import { send } from './send.ts';
import type { EventOptions, Outcome } from './types.ts';
import { uuid } from './uuid.ts';

/** Properties of every event, as `set` left them. */
export const shared: Properties = {};

/** Makes one event of a call and sends it, at once or when it may leave. */
export function fire(
  type: EventType,
  moment: Moment,
  name?: unknown,
  given?: unknown,
  options?: EventOptions,
  pixel?: Context['pixel'],
): void {
  const { to, messageId = uuid(), callback, pixel: id } = options || {};
  const isPage = type === 'page';
  const isObject = Object(given) === given;
  if (given && !isObject) warn('properties are no object', given);
  const properties = Object.assign({}, shared, isObject && given);

  enqueue(refusal => {
    const chosen = destinations.filter(({ writeKey }) => !to || to.includes(writeKey));
    const reason = refusal || (!isPage && !name && 'no event name') || (!chosen[0] && `no init of ${to}`);
    const settle = (status: Outcome['status'], why?: string, writeKey?: string) =>
      tell(status, { status, reason: why, messageId, writeKey }, callback);
    if (reason) return settle('skip', reason);
    for (const { writeKey, endpoint, transport } of chosen) {
      const time = moment.t || Date.now();
      const context = readContext(time, moment, Object.assign({ id }, pixel));
      const fields = {
        writeKey,
        messageId,
        anonymousId: anonymousId(),
        userId: userId(),
        originalTimestamp: new Date(time).toISOString(),
        sentAt: new Date().toISOString(),
        [isPage ? 'name' : 'event']: name || undefined,
        context,
        properties: Object.assign({}, isPage && context.page, properties),
      };
      const base = `${endpoint + BEACON_PATH + type}?`;
      const { query, skipped } = encodeQuery(fields, { maxLength: MAX_URL_LENGTH - base.length });
      tell('send', { fields, skipped, url: base + query });
      send(base + query, transport, (status, why) => settle(status, why, writeKey));
    }
  });
}
