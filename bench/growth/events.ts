import { DAY_MS } from '../../src/protocol/durations.ts';
import { random } from '../../src/server/http/random.ts';
import { timeUuid } from '../../src/server/http/timeUuid.ts';
import type { StoredEvent } from '../../src/server/store/event.ts';

/** Of all events; what a shop may hope for. */
const PURCHASES = 0.024;

/** Visitors at a time; one of them gives way to a new one again and again. */
const VISITORS = 5000;

/** How long all of them take. */
const DAYS = 90;

const VIEWS = ['Home', 'Category', 'Product', 'Cart', 'Checkout'];
const TRACKS = ['Product Viewed', 'Add To Cart', 'Search', 'Scroll', 'Form Started'];
const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

interface Visitor {
  anonymousId: string;
  userId: string;
  writeKey: string;
  sessionId: string;
  campaign: object | undefined;
}

/**
 * Events of shops, one after the other, the last of them now.
 * @param most the number of the last one
 * @param from how many of them there are already, of visitors who are gone
 */
export function* events(writeKeys: string[], most: number, now: number, from = 0): Generator<StoredEvent> {
  const chance = numbers();
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(chance() * items.length)]!;
  const visitors: Visitor[] = [];
  const visitor = (): Visitor => ({
    anonymousId: random.uuid(),
    userId: chance() < 0.05 ? `customer-${random.uuid()}` : '',
    // Some shops have many times as many visitors as others.
    writeKey: writeKeys[Math.floor(chance() * chance() * writeKeys.length)]!,
    sessionId: String(Math.floor(now * chance())),
    campaign:
      chance() < 0.15 ? { source: 'google', medium: 'cpc', name: 'autumn', gclid: random.uuid() } : undefined,
  });
  for (let at = from; at < most; at++) {
    const time = Math.floor(now - ((most - at) / most) * DAYS * DAY_MS);
    if (visitors.length < VISITORS) visitors.push(visitor());
    else if (chance() < 0.15) visitors[Math.floor(chance() * VISITORS)] = visitor();
    const { anonymousId, userId, writeKey, sessionId, campaign } = pick(visitors);
    const isPurchase = chance() < PURCHASES;
    const isView = !isPurchase && chance() < 0.6;
    const name = isPurchase ? 'Purchase' : pick(isView ? VIEWS : TRACKS);
    const url = `https://shop.example/${name.toLowerCase()}/${Math.floor(chance() * 10_000)}`;
    const sent = new Date(time).toISOString();
    yield {
      writeKey,
      messageId: timeUuid(time, random),
      type: isView ? 'page' : 'track',
      event: name,
      anonymousId,
      userId,
      receivedAt: time,
      time,
      clamped: false,
      fields: {
        anonymousId,
        ...(userId && { userId }),
        originalTimestamp: sent,
        sentAt: sent,
        context: {
          library: { name: 'tgp.js', version: '0.2.0' },
          page: {
            url,
            path: new URL(url).pathname,
            title: `${name} of the shop`,
            referrer: 'https://search.example/',
          },
          locale: 'en-GB',
          userAgent: USER_AGENT,
          screen: { width: '1920', height: '1080' },
          timezone: 'Europe/London',
          sessionId,
          ...(campaign && { campaign }),
        },
        properties: isPurchase
          ? {
              order_id: `A-${at}`,
              revenue: '59.90',
              currency: 'EUR',
              products: [{ sku: `S-${at % 100}`, price: '59.90' }],
            }
          : { url },
      },
    };
  }
}

/** From 0 to 1, the same in each run. */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
