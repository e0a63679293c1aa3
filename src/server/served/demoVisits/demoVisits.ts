import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../protocol/durations.ts';
import type { Fields } from '../../../protocol/query.ts';
import type { StoredEvent } from '../../store/event.ts';
import type { Signs } from '../../store/visits.ts';
import { BOTS, DEVICES, type Device, PLACES } from './devices.ts';
import { type Seeded, seeded } from './seeded.ts';
import { SOURCES, type Source } from './sources.ts';
import { botSteps, type Step, stepsOf } from './steps.ts';

/** How far back they go. */
export const DEMO_DAYS = 14;

/** Of a day's visits, and how much more there are by the end of the two weeks. */
const A_DAY = 30;
const GROWTH = 0.4;

/** How many come in an hour of the day (UTC), among others. */
const BY_HOUR = [2, 1, 1, 1, 2, 4, 8, 12, 15, 16, 15, 14, 16, 14, 13, 13, 14, 16, 19, 22, 21, 16, 9, 4].map(
  (weight, hour) => ({ weight, hour }),
);

/** The newest is no younger: what comes now is what is really done in the shop. */
const YOUNGEST_MS = 10 * MINUTE_MS;

/** Says in each event that nobody did it. */
export const DEMO_LIBRARY = 'tgp-demo';

interface Visitor {
  id: string;
  device: Device;
  place: (typeof PLACES)[number];
}

export interface DemoVisits {
  writeKey: string;
  /** Of the demo shop, with a slash at its end. */
  shop: string;
  now: number;
}

/** The visits of a shop's last two weeks, the same for the same time: their events, the oldest first. */
export function demoVisits({ writeKey, shop, now }: DemoVisits): StoredEvent[] {
  const random = seeded(20_261_130);
  const people: Visitor[] = [];
  const events: StoredEvent[] = [];
  const today = now - (now % DAY_MS);
  let number = 0;
  for (let day = DEMO_DAYS; day >= 0; day--) {
    const start = today - day * DAY_MS;
    const isWeekend = [0, 6].includes(new Date(start).getUTCDay());
    const visits = Math.round(A_DAY * (1 + GROWTH * (1 - day / DEMO_DAYS)) * (isWeekend ? 1.25 : 1));
    for (let left = visits; left > 0; left--) {
      const isBot = random.next() < 0.07;
      const at = start + random.pick(BY_HOUR).hour * HOUR_MS + random.below(HOUR_MS);
      const visitor = isBot ? bot(random, ++number) : person(random, people, ++number);
      const source = isBot ? undefined : random.pick(SOURCES);
      const steps = isBot ? botSteps(random) : stepsOf(random, `K-DEMO-${number}`, source!.buys);
      const visit = eventsOf(steps, { writeKey, shop, at, visitor, source, number });
      // Nobody has come from the future, nor left before he came.
      if (visit.at(-1)!.time <= now - YOUNGEST_MS && at >= now - DEMO_DAYS * DAY_MS) events.push(...visit);
    }
  }
  return events.sort((a, b) => a.time - b.time);
}

/** Somebody new, or one of four who was there before. */
function person(random: Seeded, people: Visitor[], number: number): Visitor {
  if (people.length > 20 && random.next() < 0.25) return people[random.below(people.length)]!;
  const visitor = {
    id: `demo-visitor-${number}`,
    device: random.pick(DEVICES),
    place: random.pick(PLACES),
  };
  people.push(visitor);
  return visitor;
}

const bot = (random: Seeded, number: number): Visitor => ({
  id: `demo-bot-${number}`,
  device: random.pick(BOTS),
  place: PLACES.find(({ country }) => country === 'US')!,
});

interface Visit extends Omit<DemoVisits, 'now'> {
  at: number;
  visitor: Visitor;
  source: Source | undefined;
  number: number;
}

function eventsOf(steps: Step[], visit: Visit): StoredEvent[] {
  const { writeKey, shop, visitor, source, number } = visit;
  const { device, place } = visitor;
  let time = visit.at;
  let page: { url: string; title: string } = { url: shop, title: '' };
  let referrer = source?.referrer ?? '';
  const sessionId = `${visit.at}`;
  const signs: Signs = { country: place.country };
  return steps.map(({ opens, event = '', properties, told, after }, at) => {
    time += after * 1000;
    if (opens) {
      if (at) referrer = page.url;
      page = { url: shop + opens.path, title: opens.title };
    }
    const context: Fields = {
      page: { ...page, path: new URL(page.url).pathname, ...(referrer && { referrer }) },
      userAgent: device.userAgent,
      locale: place.locale,
      timezone: place.timezone,
      screen: { width: `${device.width}`, height: `${device.height}` },
      sessionId,
      ...(at === 0 && { sessionStart: 'true' }),
      ...(source?.campaign && { campaign: source.campaign }),
      ...(told && { pixel: { type: told, conversion_type: event } }),
      library: { name: DEMO_LIBRARY },
    };
    return {
      writeKey,
      messageId: `demo-${number}-${at}`,
      type: opens ? 'page' : 'track',
      event,
      anonymousId: visitor.id,
      userId: '',
      receivedAt: time,
      time,
      clamped: false,
      fields: {
        anonymousId: visitor.id,
        ...(!opens && { event }),
        context,
        ...(properties && { properties }),
      },
      signs: JSON.stringify(signs),
    };
  });
}
