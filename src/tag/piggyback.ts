import type { Properties } from '../protocol/event.ts';
import { expandMacros } from '../protocol/macros.ts';
import { consents, isDenied, isGranted } from './consent.ts';
import { cutQuery } from './cutQuery.ts';
import type { Call } from './moment.ts';
import { post } from './outbox.ts';
import { own } from './own.ts';
import { oneOf } from './say.ts';
import { piggybacks } from './state.ts';
import type { Piggyback } from './types.ts';

/** An event as its beacon has it. */
interface Sent {
  writeKey: string;
  messageId: string;
  event?: unknown;
  properties: Properties;
}

/** Most events that wait: a page fires fewer while a visitor reads a consent banner. */
const MAX_PENDING = 100;

/** Pixels that were fired, each with its order or event. */
const fired: { [pixel: string]: true } = {};

/** `tgp('piggyback', pixels)`: one, or a list of them. */
export function addPiggybacks(_: Call, given: Piggyback | Piggyback[]): void {
  ([] as Piggyback[]).concat(given).map(pixel => {
    oneOf(['https'], pixel.url.split(':')[0]);
    oneOf(['img', 'js'], pixel.type || 'img');
    piggybacks.push(pixel);
  });
}

/** Events that wait for consent to `ads`. */
const pending: Sent[] = [];

/** Fires the pixels of those events. */
export const firePending = (): unknown => pending.splice(0).map(firePiggybacks);

/** Fires the pixels of an event, each once: now, or when consent to `ads` is granted. What waits leaves room for events. */
export function firePiggybacks(event: Sent): void {
  const { writeKey, messageId, event: name = 'page', properties } = event;
  if (consents.ads === 'pending' && !isDenied()) pending[MAX_PENDING - 1] || pending.push(event);
  else
    piggybacks.map(({ url, type = 'img', on = name, to = writeKey }) => {
      const pixel = url + ' ' + (properties.order_id || messageId);
      if (
        to === writeKey &&
        ([] as unknown[]).concat(on).includes(name) &&
        isGranted('ads') &&
        isGranted('analytics') &&
        !fired[pixel]
      ) {
        fired[pixel] = true;
        post(
          expandMacros(
            url,
            own(
              {
                CACHEBUSTER: Math.random(),
                timestamp: +new Date(),
                ORDER_ID: properties.order_id,
                REVENUE: properties.revenue || properties.value,
              },
              consents,
              event,
            ),
            cutQuery,
          ),
          type,
        );
      }
    });
}
