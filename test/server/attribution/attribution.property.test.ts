import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CONVERSION_EVENTS } from '../../../src/protocol/conversions.ts';
import { advertisers } from '../../support/advertising.ts';
import { type Keeping, NOW } from '../../support/collector.ts';
import { type Made, type Result, type Rule, reference } from './support/reference.ts';

const MINUTE = 60_000;
const PURCHASE = CONVERSION_EVENTS.find(({ name }) => name === 'Purchase')!.id;

// Few values, so that they meet: the same visitors, times at the very ends of windows, orders that come twice.
/** Which pixels a line item uses. */
const links = fc.subarray([0, 1]);
const visitor = fc.record({
  anonymousId: fc.constantFrom('', 'a1', 'a2'),
  userId: fc.constantFrom('', '', 'u1', 'u2'),
});
const minutes = fc.constantFrom(null, 0, 10, 20, 60);
const rule = fc.record({
  trigger: fc.constantFrom('view', 'click', 'hybrid'),
  interval: minutes,
  viewWindow: minutes,
  clickWindow: minutes,
  viewValue: fc.constantFrom(null, 1),
  clickValue: fc.constantFrom(null, 0, 2.5),
  isActive: fc.boolean(),
  landingsCount: fc.boolean(),
});
const later = fc.constantFrom(0, 10, 20);
const late = fc.constantFrom(0, 0, 10, 30);
const orderId = fc.constantFrom('', '', 'A1', 'B2');
const value = fc.constantFrom(undefined, 0, 7);
const campaign = fc.constantFrom(
  undefined,
  undefined,
  { name: 'spring' },
  { gclid: 'g' },
  { tgpclid: 'CLICK' },
);
const step = fc.oneof(
  fc.record({ do: fc.constant('impression' as const), visitor, later, ad: fc.nat(1) }),
  fc.record({ do: fc.constant('click' as const), visitor, later, ad: fc.nat(1) }),
  fc.record({
    do: fc.constant('event' as const),
    visitor: visitor.filter(({ anonymousId, userId }) => Boolean(anonymousId || userId)),
    later,
    late,
    campaign,
    session: fc.constantFrom('1', '2'),
    isPurchase: fc.boolean(),
    tag: fc.nat(1),
    orderId,
    value,
  }),
  fc.record({ do: fc.constant('fire' as const), visitor, later, pixel: fc.nat(1), orderId, value }),
  fc.record({ do: fc.constant('rule' as const), later, pixel: fc.nat(1), rule }),
  fc.record({ do: fc.constant('link' as const), later, ad: fc.nat(1), links }),
);
const history = fc.record({
  rules: fc.tuple(rule, rule),
  steps: fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }),
});

type Sample = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

const fieldsOf = (pixel: Sample['rules'][0]) => ({
  state: pixel.isActive ? 'active' : 'inactive',
  trigger_type: pixel.trigger,
  min_minutes_per_conv: pixel.interval,
  post_view_expire_mins: pixel.viewWindow,
  post_click_expire_mins: pixel.clickWindow,
  post_view_value: pixel.viewValue,
  post_click_value: pixel.clickValue,
  landings_count: pixel.landingsCount,
});

/** Runs a history on a collector, and tells what it made of it and what the reference would. */
async function play({ rules: [first, second], steps }: Sample, keeping: Keeping) {
  const it = await advertisers({}, keeping);
  it.clock.now = NOW;
  const pixels = [
    (await it.make('/pixel', { name: 'p0', ...fieldsOf(first), pixel_conversion_event_id: PURCHASE })).id,
    (await it.make('/pixel', { name: 'p1', ...fieldsOf(second) })).id,
  ];
  const ads = [
    (await it.make('/line-item', { name: 'x' })).id,
    (await it.make('/line-item', { name: 'y' })).id,
  ];
  const current: Sample['rules'] = [first, second];
  const linked: number[][] = [[], []];
  const keys = [
    it.writeKey,
    (await it.call('POST', '/accounts/acme/tags', { name: 'Second', domain: 'b.example' })).json().write_key,
  ];
  const ruleOf = (at: number): Rule[] => {
    const lineItems = ads.filter((_, ad) => linked[ad]!.includes(at));
    return current[at]!.isActive ? [{ ...current[at]!, lineItems, pixel: pixels[at]! } as Rule] : [];
  };
  const made: Made[] = [];
  const send = async (path: string, fields: Record<string, string | number | undefined>) => {
    const sent = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const answer = await it.app.inject(`${path}?${new URLSearchParams(sent)}`);
    if (answer.statusCode !== 200) throw new Error(answer.body);
  };
  for (const [at, each] of steps.entries()) {
    it.clock.now += each.later * MINUTE;
    const time = (it.clock.now - NOW) / MINUTE;
    const id = `m${at}`;
    if (each.do === 'rule') {
      current[each.pixel] = each.rule;
      await it.send('PUT', `/pixel?id=${pixels[each.pixel]}`, { pixel: fieldsOf(each.rule) });
      continue;
    }
    if (each.do === 'link') {
      linked[each.ad] = each.links;
      const ids = each.links.map(pixel => ({ id: pixels[pixel] }));
      await it.send('PUT', `/line-item?id=${ads[each.ad]}`, { 'line-item': { pixels: ids } });
      continue;
    }
    const who = { ...each.visitor, messageId: id };
    if (each.do === 'impression' || each.do === 'click') {
      const lineItem = ads[each.ad]!;
      await send(each.do === 'click' ? '/click' : '/imp', { ...who, line_item_id: lineItem });
      made.push({ kind: each.do, id, time, ...each.visitor, lineItem });
    } else if (each.do === 'fire') {
      const own = { order_id: each.orderId || undefined, value: each.value };
      await send('/px', { ...who, id: pixels[each.pixel], ...own });
      if (!current[each.pixel]!.isActive) continue;
      const { orderId: order, value: worth } = each;
      made.push({
        kind: 'fire',
        id,
        time,
        ...each.visitor,
        rules: ruleOf(each.pixel),
        orderId: order,
        value: worth,
      });
    } else {
      const clicks = made.filter(({ kind }) => kind === 'click');
      const campaignSent = each.campaign?.tgpclid
        ? { tgpclid: clicks.at(-1)?.id ?? 'unknown' }
        : each.campaign;
      await send('/pixel/v1/track', {
        ...who,
        writeKey: keys[each.tag]!,
        event: each.isPurchase ? 'purchase' : 'other',
        originalTimestamp: new Date(it.clock.now - each.late * MINUTE).toISOString(),
        sentAt: new Date(it.clock.now).toISOString(),
        'context.sessionId': each.session,
        'properties.order_id': each.orderId || undefined,
        'properties.revenue': each.value,
        ...Object.fromEntries(
          Object.entries(campaignSent ?? {}).map(([name, text]) => [`context.campaign.${name}`, text]),
        ),
      });
      made.push({
        kind: 'event',
        id,
        time: time - each.late,
        ...each.visitor,
        tag: each.tag,
        campaign: campaignSent as Record<string, string> | undefined,
        session: each.session,
        ...(each.isPurchase && { rules: ruleOf(0), orderId: each.orderId, value: each.value }),
      });
    }
  }
  await it.store.settled();
  const { conversions } = (await it.call('GET', '/conversions?limit=500')).json();
  const actual: Result[] = conversions.map((row: Result & { touch_time: string | null }) => ({
    pixel_id: row.pixel_id,
    messageId: row.messageId,
    attribution: row.attribution,
    value: row.value,
    line_item_id: row.line_item_id,
    campaign: row.campaign,
    touch: row.touch_time === null ? null : (Date.parse(row.touch_time) - NOW) / MINUTE,
  }));
  return { it, actual, expected: reference(made) };
}

const byId = (a: Result, b: Result) => a.messageId.localeCompare(b.messageId) || a.pixel_id - b.pixel_id;

it.each<{ engine: string; keeping: Keeping; numRuns: number }>([
  { engine: 'memory', keeping: {}, numRuns: 100 },
  { engine: 'SQLite', keeping: { onDisk: true }, numRuns: 30 },
  { engine: 'SQLite, in steps alone', keeping: { onDisk: true, creditsPerCommit: 0 }, numRuns: 30 },
])(
  'counts and credits as the plain reference does, and a rebuild changes nothing ($engine)',
  {
    timeout: 120_000,
  },
  async ({ keeping, numRuns }) => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(history, async sample => {
        const { it, actual, expected } = await play(sample, keeping);
        try {
          expect(actual.sort(byId)).toEqual(expected.sort(byId));
          for (const { attribution } of expected) seen.set(attribution, (seen.get(attribution) ?? 0) + 1);
          for (const table of (await it.store.rebuild()).tables) expect(table).toMatchObject({ changed: 0 });
        } finally {
          await it.app.close();
          await it.store.close();
        }
      }),
      { numRuns },
    );
    // A test in which nothing is ever credited would prove nothing.
    expect([...seen.keys()].sort()).toEqual(['click', 'unattributed', 'view']);
  },
);
