import { describe, expect, it } from 'vitest';
import { DEMO_DAYS, demoVisits } from '../../../../src/server/served/demoVisits/demoVisits.ts';
import { GOODS } from '../../../../src/server/served/demoVisits/goods.ts';
import { seeded } from '../../../../src/server/served/demoVisits/seeded.ts';
import { readVisit } from '../../../../src/server/visits/readVisit.ts';
import { catalogue } from '../../../../src/ui/shop/parts/catalogue.ts';
import { NOW } from '../../../support/collector.ts';

const DAY = 86_400_000;
const made = demoVisits({ writeKey: 'k', shop: 'http://127.0.0.1:4242/shop/', now: NOW });
/** Their events, by visitor and session. */
const visits = new Map<string, typeof made>();
for (const event of made) {
  const { sessionId } = event.fields.context as { sessionId: string };
  const key = `${event.anonymousId} ${sessionId}`;
  visits.set(key, [...(visits.get(key) ?? []), event]);
}
describe('demoVisits', () => {
  it('are the same again, the oldest first, of the last two weeks and none to come', () => {
    expect(demoVisits({ writeKey: 'k', shop: 'http://127.0.0.1:4242/shop/', now: NOW })).toEqual(made);
    const times = made.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(NOW - DEMO_DAYS * DAY);
    expect(times.at(-1)).toBeLessThan(NOW);
    expect(new Set(made.map(({ messageId }) => messageId)).size).toBe(made.length);
  });

  it('are some hundred, of many kinds, with a few bots', () => {
    const facts = [...visits.values()].map(([first]) => readVisit(first!));
    const people = facts.filter(({ why }) => !why.length);
    expect(people.length).toBeGreaterThan(300);
    expect(people.length).toBeLessThan(900);
    expect(facts.length - people.length).toBeGreaterThan(10);
    expect(facts.length - people.length).toBeLessThan(people.length / 8);
    const all = <Key extends 'channel' | 'device' | 'browser' | 'country'>(key: Key) =>
      new Set(people.map(each => each[key]));
    expect(all('channel')).toEqual(
      new Set(['paid', 'search', 'social', 'assistant', 'email', 'referral', 'direct', 'campaign']),
    );
    expect(all('device')).toEqual(new Set(['desktop', 'phone', 'tablet']));
    expect(all('browser').size).toBeGreaterThan(3);
    expect(all('country').size).toBeGreaterThan(5);
    expect(new Set(made.map(({ anonymousId }) => anonymousId)).size).toBeLessThan(visits.size);
  });

  it('buy now and then what the shop sells, each order once', () => {
    const purchases = made.filter(({ event }) => event === 'purchase');
    expect(purchases.length).toBeGreaterThan(10);
    const orders = purchases.map(({ fields }) => (fields.properties as { order_id: string }).order_id);
    expect(new Set(orders).size).toBe(orders.length);
    expect(GOODS.map(({ weight: _, ...good }) => good)).toEqual(
      catalogue.map(({ line: _, about: __, ...good }) => good),
    );
  });

  it('come on every day, whatever the hour it is', () => {
    for (const now of [NOW - (NOW % DAY), NOW - (NOW % DAY) + DAY - 1]) {
      const days = demoVisits({ writeKey: 'k', shop: 'http://127.0.0.1/shop/', now }).map(
        ({ time }) => time - (time % DAY),
      );
      expect(new Set(days).size).toBeGreaterThanOrEqual(DEMO_DAYS);
    }
  });
});

describe('seeded', () => {
  it('is the same for a seed, and even', () => {
    const draw = (seed: number) => {
      const random = seeded(seed);
      return Array.from({ length: 1000 }, () => random.below(10));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    for (let digit = 0; digit < 10; digit++) {
      const times = draw(1).filter(each => each === digit).length;
      expect(times).toBeGreaterThan(60);
      expect(times).toBeLessThan(140);
    }
    const random = seeded(3);
    const picked = Array.from({ length: 1000 }, () => random.pick([{ weight: 1 }, { weight: 3 }]).weight);
    expect(picked.filter(each => each === 3).length).toBeGreaterThan(650);
    expect(picked.filter(each => each === 1).length).toBeGreaterThan(150);
  });
});
