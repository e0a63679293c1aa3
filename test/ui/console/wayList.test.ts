// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { EventWay, WayConversion } from '../../../src/ui/console/eventWay.ts';
import { wayList } from '../../../src/ui/console/wayList.ts';

const way: EventWay = {
  received_at: '2026-11-21T10:20:30Z',
  happened_at: '2026-11-21T10:20:30Z',
  late_ms: 0,
  clamped: false,
  bytes: 100,
  event: 'Order Completed',
  counted: { kind: 'purchase', by: 'name', said: 'Order Completed', repeat_of: null },
  visit: null,
  conversions: [],
};
const conversion: WayConversion = {
  pixel_id: 7,
  time: '2026-11-21T10:20:30Z',
  attribution: 'click',
  value: 59.9,
  currency: 'EUR',
  touch_time: '2026-11-21T08:20:30Z',
  line_item_id: null,
  campaign_id: null,
  campaign: { name: 'autumn', source: '<b>', medium: 5 },
  rule: { name: 'Sales', trigger: 'hybrid', click_minutes: 43_200, view_minutes: 1440, piggybacks: 0 },
};
const lines = (given: Partial<EventWay>) =>
  [...wayList({ ...way, ...given }).querySelectorAll('dd')].map(each => each.textContent);

it('says what an event is counted as, and by which word', () => {
  expect(lines({})[2]).toBe('As purchase: its name (Order Completed) says so.');
  expect(lines({ counted: null })[2]).toContain('Under its own name, Order Completed');
  const again = { ...way.counted!, repeat_of: 'm1' };
  expect(lines({ counted: again }).slice(3, 5)).toEqual([
    'Not again: m1 told of the same first.',
    'To nothing: what it tells of is counted already.',
  ]);
});

it('says what it is credited to, and why', () => {
  const [line] = lines({ conversions: [conversion] }).slice(3);
  expect(line).toMatch(
    /^Sales, €59\.90: to the click of autumn, <b> at .*, 2 hours before\. It is the last one within 30 days that counts\.$/,
  );
});

it('says why it is credited to nothing', () => {
  const none = { ...conversion, attribution: 'unattributed' as const, touch_time: null };
  expect(lines({ conversions: [none] })[3]).toBe(
    'Sales, €59.90: to nothing, for there was no click that counts within 30 days before, and no view within 1 day.',
  );
  expect(lines({ conversions: [{ ...none, rule: null, value: null }] })[3]).toBe('7: to nothing.');
});

it('says when the clock of the page made no sense, or the event came late', () => {
  expect(lines({ clamped: true })[0]).toContain('made no sense');
  expect(lines({ late_ms: 61_400 })[0]).toContain('61 seconds after');
});

it('says which visit it belongs to', () => {
  const visit = {
    started_at: '2026-11-21T10:20:30Z',
    ended_at: '2026-11-21T10:20:30Z',
    views: 1200,
    events: 3,
    channel: 'paid',
    source: 'google',
    medium: 'cpc',
    campaign: '',
    counted: 'automated',
    why: ['pace'],
  };
  expect(lines({ visit })[3]).toMatch(
    /^Begun .*, by paid, google; 1,200 views, 3 events\. Counted as automated \(pace\)\.$/,
  );
});

it('says whom it was sent on to: nobody by the collector, and by the page whom its pixels name', () => {
  const nobody = 'By the collector to nobody: it has no destinations.';
  expect(lines({}).at(-1)).toBe(nobody);
  expect(lines({ conversions: [conversion] }).slice(4)).toEqual([nobody]);
  const firing = (piggybacks: number) => ({ ...conversion, rule: { ...conversion.rule!, piggybacks } });
  expect(lines({ conversions: [firing(1), firing(3), { ...conversion, rule: null }] }).slice(-3)).toEqual([
    'By the page: “Sales” has it fire a pixel of others, where consent allows it.',
    'By the page: “Sales” has it fire 3 pixels of others, where consent allows it.',
    nobody,
  ]);
});

it('tells times in the time zone of the account', () => {
  const of = (timeZone: string) => wayList(way, { locale: 'en', timeZone }).querySelector('dd')?.textContent;
  expect(of('Asia/Kolkata')).toContain('15:50:30');
  expect(of('UTC')).toContain('10:20:30');
});
