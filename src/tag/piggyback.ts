import type { Properties } from '../protocol/event.ts';
import { expandMacros } from '../protocol/macros.ts';
import { attempt } from './attempt.ts';
import { piggybacks } from './config.ts';
import { consents, isGranted } from './consent.ts';
import { log, warn } from './log.ts';
import type { Call } from './moment.ts';
import { oneOf } from './oneOf.ts';
import { MAX_WAITING } from './queue.ts';
import { runScript } from './runScript.ts';
import { send } from './send.ts';
import type { Piggyback } from './types.ts';

/** An event as its beacon has it. */
interface Sent {
  writeKey: string;
  messageId: string;
  event?: unknown;
  properties: Properties;
}

/** Pixels that were fired, each with its order or event. */
const fired: { [pixel: string]: true } = {};

/** Events whose pixels wait for consent to `ads`. */
const held: Sent[] = [];

/** `tgp('piggyback', pixels)`: one, or a list of them. */
export function addPiggybacks(_: Call, given: Piggyback | Piggyback[]): void {
  ([] as Piggyback[]).concat(given).map(pixel => {
    oneOf('https', pixel.url.split(':')[0]);
    oneOf('img, js', pixel.type || 'img');
    piggybacks.push(pixel);
  });
}

/** Fires the pixels of an event, each once: now, or when consent to `ads` is granted. */
export function firePiggybacks(event: Sent): void {
  const { writeKey, messageId, event: name = 'page', properties } = event;
  if (consents.ads === 'pending' && !held[MAX_WAITING - 1]) held.push(event);
  else
    piggybacks.map(({ url, type, on = name, to = writeKey }) => {
      if (to !== writeKey || !([] as unknown[]).concat(on).includes(name)) return;
      const pixel = url + ' ' + (properties.order_id || messageId);
      log(url, consents.ads);
      if (!isGranted('ads') || !isGranted('analytics') || fired[pixel]) return;
      fired[pixel] = true;
      attempt(() => {
        const expanded = expandMacros(
          url,
          Object.assign(
            {
              CACHEBUSTER: (Math.random() * 1e9) | 0,
              timestamp: +new Date(),
              ORDER_ID: properties.order_id,
              REVENUE: properties.revenue == null ? properties.value : properties.revenue,
            },
            consents,
            event,
          ),
        );
        if (type === 'js') runScript(expanded);
        else send(expanded, 'image', log);
      }, warn);
    });
}

/** Fires or drops what waited for consent; what still has none waits on. */
export const releasePiggybacks = (): unknown => held.splice(0).map(firePiggybacks);
