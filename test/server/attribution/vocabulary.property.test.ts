import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { advertisers } from '../../support/advertising.ts';
import { type Keeping, NOW } from '../../support/collector.ts';
import { type Kind, oracle, type Sent, type Views } from './support/oracle.ts';

const MINUTE = 60_000;

/** Names as vendors spell them, and what each is. */
const NAMES: [string, Kind | undefined][] = [
  ['purchase', 'purchase'],
  ['Purchase', 'purchase'],
  ['Order Completed', 'purchase'],
  ['PURCHASE', 'purchase'],
  ['lead', 'lead'],
  ['generate_lead', 'lead'],
  ['Contact', 'contact'],
  ['signup', 'complete_registration'],
  ['CompleteRegistration', 'complete_registration'],
  ['AddToCart', 'add_to_cart'],
  ['Product Added', 'add_to_cart'],
  ['subscribe', 'subscribe'],
  ['newsletter', undefined],
  ['page_view', undefined],
  ['custom', undefined],
];
const name = fc.constantFrom(...NAMES);

// Few values, so that they meet.
const common = {
  tag: fc.constantFrom(0, 0, 0, 1),
  later: fc.constantFrom(0, 0, 10, 20, 30, 31),
  anonymousId: fc.constantFrom('a1', 'a1', 'a2'),
  userId: fc.constantFrom('', '', 'u1'),
  order: fc.constantFrom('', '', '', 'A', 'B'),
  value: fc.constantFrom('', '5', '7'),
  isSigned: fc.constantFrom(false, false, true),
};
const step = fc.oneof(
  fc.record({ ...common, by: fc.constantFrom('page', 'own page', 'pxl page' as const) }),
  fc.record({ ...common, by: fc.constantFrom('px' as const), pixel: fc.nat(3) }),
  fc.record({ ...common, by: fc.constantFrom('event', 'pxl', 'pixel id', 'amp event'), event: fc.nat(3) }),
  fc.record({ ...common, by: fc.constantFrom('track', 'post', 'own track', 'amp', 'conversion'), name }),
  fc.record({ ...common, by: fc.constant('type' as const), name, type: name }),
  fc.record({ ...common, by: fc.constantFrom('saved', 'saved name'), name, saved: fc.nat(2) }),
);
const history = fc.array(step, { minLength: 10, maxLength: 40, size: 'max' });

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const bought = {
  tag: 0,
  later: 10,
  anonymousId: 'a1',
  userId: '',
  order: 'A',
  value: '5',
  by: 'track',
  name: ['purchase', 'purchase'],
} as const;

/** What chance may leave out of a few histories: a signed order that takes the place of one that is not. */
const REPLACED = [false, true].map(isSigned => ({ ...bought, isSigned })) as unknown as Step[];

/** A collector with two tags, and all records that can say what happened. */
async function opened(keeping: Keeping) {
  const it = await advertisers({}, keeping);
  // What comes without a write key counts for the oldest tag.
  it.clock.now = NOW + 1;
  const second = (
    await it.call('POST', '/accounts/acme/tags', { name: 'Second', domain: 'b.example' })
  ).json();
  it.clock.now = NOW;
  const tags = [it.writeKey, second.write_key as string];
  const secrets: string[] = [];
  for (const key of tags) {
    secrets.push((await it.call('POST', `/accounts/acme/tags/${key}/secret`)).json().secret);
  }
  const pixels = new Map<string, number | null>();
  for (const category of [7, 8, 4, null]) {
    const fields = { min_minutes_per_conv: 0, pixel_conversion_event_id: category };
    pixels.set(String((await it.make('/pixel', { name: `P${category}`, ...fields })).id), category);
  }
  const pixelEvents = new Map<string, Kind | undefined>();
  for (const type of ['purchase', 'lead', 'add_to_cart', 'custom']) {
    const event = await it.call('POST', '/api/pixel_events/', { account_id: 'acme', title: type, type });
    pixelEvents.set(event.json().id, type === 'custom' ? undefined : (type as Kind));
  }
  const saved: { id: string; kind: Kind | undefined }[] = [];
  for (const [type, kind] of [
    ['purchase', 'purchase'],
    ['contact', 'contact'],
    ['newsletter', undefined],
  ] as [string, Kind | undefined][]) {
    const answer = await it.call('POST', '/saved-pixels?account_id=acme', {
      name: type,
      config: { type: 'conversion', conversion_type: type },
    });
    saved.push({ id: answer.json().data.id, kind });
  }
  return { ...it, tags, pixels, pixelEvents, saved, secrets, secondPath: second.path as string };
}

/** Sends what a step says, and tells what it was. */
async function send(at: Awaited<ReturnType<typeof opened>>, each: Step, id: string): Promise<Sent> {
  at.clock.now += each.later * MINUTE;
  const tag = at.tags[each.tag]!;
  // Orders of two tags are numbered apart; what comes without a write key is of the first.
  const order = each.order && `${each.order}${each.by === 'px' || each.by === 'pxl' ? 0 : each.tag}`;
  const { anonymousId, userId, value } = each;
  // Telegram's beacons have no signature.
  const isSigned = each.isSigned && each.by !== 'pxl' && each.by !== 'pxl page';
  const signature = (of: number, event: string) =>
    createHmac('sha256', at.secrets[of]!)
      .update(['v1', at.tags[of], event, order, value, ''].join('\n'))
      .digest('hex');
  const who = { anonymousId, ...(userId && { userId }), messageId: id };
  const worth = { ...(order && { order_id: order }), ...(value && { value }) };
  const properties = Object.fromEntries(
    Object.entries(worth).map(([key, text]) => [`properties.${key}`, text]),
  );
  const time = (at.clock.now - NOW) / MINUTE;
  const sent: Sent = {
    id,
    tag,
    door: 'name',
    kind: undefined,
    order,
    value,
    isSigned,
    anonymousId,
    userId,
    time,
  };
  const get = async (path: string, fields: Record<string, string>, isPost = false) => {
    const query = new URLSearchParams(fields).toString();
    const answer = isPost
      ? await at.app.inject({
          method: 'POST',
          url: path,
          headers: { 'content-type': 'text/plain' },
          payload: query,
        })
      : await at.app.inject(`${path}?${query}`);
    if (answer.statusCode !== 200) throw new Error(answer.body);
  };
  const track = (
    fields: Record<string, string> & { event: string },
    path = '/pixel/v1/track',
    isPost = false,
  ) => {
    const signed = isSigned && { 'context.signature': signature(each.tag, fields.event) };
    return get(path, { writeKey: tag, ...who, ...properties, ...fields, ...signed }, isPost);
  };
  const own = `/${each.tag ? at.secondPath : at.path}`;
  const amp = { 'context.library.name': 'tgp.amp', 'properties.empty': '' };
  switch (each.by) {
    case 'page':
    case 'own page':
      await get(each.by === 'page' ? '/pixel/v1/page' : `${own}/v`, {
        writeKey: tag,
        ...who,
        name: 'purchase',
      });
      return { ...sent, door: 'page' };
    case 'pxl page':
      await get('/pxl', { p: tag, c: anonymousId });
      return { ...sent, door: 'page' };
    case 'px': {
      const [pixel, category] = [...at.pixels][(each as { pixel: number }).pixel]!;
      await get('/px', { id: pixel, ...who, ...worth, ...(isSigned && { signature: signature(0, pixel) }) });
      const kinds: Record<number, Kind> = { 7: 'purchase', 8: 'lead', 4: 'add_to_cart' };
      return { ...sent, tag: at.tags[0]!, door: 'px', names: pixel, kind: kinds[category ?? 0] };
    }
    case 'pxl': {
      const [event, kind] = [...at.pixelEvents][(each as { event: number }).event]!;
      await get('/pxl', { e: event, c: anonymousId, ...worth });
      return { ...sent, tag: at.tags[0]!, door: 'evt', names: event, kind, userId: '' };
    }
    case 'event':
    case 'amp event':
    case 'pixel id': {
      const [event, kind] = [...at.pixelEvents][(each as { event: number }).event]!;
      const pixel = { 'context.pixel.id': event };
      if (each.by === 'pixel id') await track({ event: 'purchase', ...pixel });
      else await track({ event, ...pixel, ...(each.by === 'amp event' && amp) });
      // A custom one that only stands beside a name was not called by its own.
      const isCalled = each.by !== 'pixel id' || kind !== undefined;
      return { ...sent, door: 'evt', kind, ...(isCalled && { names: event }) };
    }
    case 'type': {
      const { name, type } = each as { name: [string, Kind | undefined]; type: [string, Kind | undefined] };
      await track({ event: name[0], 'context.pixel.conversion_type': type[0] });
      // What the vocabulary doesn't know says nothing; what no pixel and nobody counts says so.
      const isSilent = type[0] === 'newsletter';
      return { ...sent, kind: isSilent ? name[1] : type[1] };
    }
    case 'saved':
    case 'saved name': {
      const { name, saved } = each as { name: [string, Kind | undefined]; saved: number };
      const { id: pixel, kind } = at.saved[saved]!;
      const isNamed = each.by === 'saved name';
      await track({ event: isNamed ? name[0] : pixel, 'context.pixel.id': pixel });
      return { ...sent, kind: kind ?? (isNamed ? name[1] : undefined) };
    }
    default: {
      const [name, kind] = (each as { name: [string, Kind | undefined] }).name;
      if (each.by === 'own track') await track({ event: name }, `${own}/e`);
      else if (each.by === 'post') await track({ event: name }, '/pixel/v1/track', true);
      else if (each.by === 'amp') await track({ event: name, ...amp });
      else if (each.by === 'conversion')
        await track({
          event: name,
          'context.pixel.type': 'conversion',
          'context.pixel.conversion_type': name,
        });
      else await track({ event: name });
      return { ...sent, kind };
    }
  }
}

/** What the collector shows, by every door that tells of it. */
async function shown({ call, pixelEvents, tags }: Awaited<ReturnType<typeof opened>>): Promise<Views> {
  const views: Views = { counts: {}, business: {}, conversions: [], repeats: {}, triggered: {} };
  const { counts } = (await call('GET', '/counts?by=kind')).json();
  for (const { kind, count } of counts) views.counts[kind] = (views.counts[kind] ?? 0) + count;
  const { business_id } = (await call('GET', '/accounts/acme')).json();
  const days = 'historical_events_start_date=2026-11-21&historical_events_end_date=2026-11-23';
  const list = await call(
    'GET',
    `/businesses/${business_id}/pixels?include_events=true&include_historical_events=true&${days}`,
  );
  for (const { id, events, historical_events } of list.json().pixels) {
    for (const { type, count } of historical_events)
      views.business[`${id} ${type}`] = (views.business[`${id} ${type}`] ?? 0) + count;
    // What had a count was there, and nothing else.
    const types = new Set(historical_events.map(({ type }: { type: string }) => type));
    expect(new Set(events.map(({ type }: { type: string }) => type))).toEqual(types);
  }
  const { conversions } = (await call('GET', '/conversions?limit=500')).json();
  views.conversions = conversions
    .map(({ pixel_id, messageId }: { pixel_id: number; messageId: string }) => `${pixel_id} ${messageId}`)
    .sort();
  for (const { messageId, repeatOf } of (await call('GET', '/events?limit=500')).json().events)
    if (repeatOf !== undefined) views.repeats[messageId] = repeatOf;
  const { items } = (await call('GET', '/api/pixel_events/?account_id=acme')).json();
  for (const { id, last_triggered_at } of items) {
    const time =
      last_triggered_at && (Date.parse(last_triggered_at) - Math.floor(NOW / 1000) * 1000) / MINUTE;
    views.triggered[id] = time;
  }
  expect(items.map(({ id }: { id: string }) => id).sort()).toEqual([...pixelEvents.keys()].sort());
  expect(tags).toHaveLength(2);
  return views;
}

it.each<{ engine: string; keeping: Keeping; numRuns: number }>([
  { engine: 'memory', keeping: {}, numRuns: 60 },
  { engine: 'SQLite', keeping: { onDisk: true }, numRuns: 25 },
])(
  'every view counts what happened as the plain oracle does, by whatever door it came, and so does a rebuild ($engine)',
  { timeout: 180_000 },
  async ({ keeping, numRuns }) => {
    const seen = { repeats: 0, replaced: 0, events: 0 };
    await fc.assert(
      fc.asyncProperty(history, async steps => {
        const at = await opened(keeping);
        try {
          const sent: Sent[] = [];
          // Telegram's beacons have no id of their own: it is read from what is stored.
          for (const [index, each] of steps.entries()) {
            const one = await send(at, each, `m${index}`);
            if (each.by === 'pxl') {
              const [newest] = (await at.call('GET', '/events?limit=500'))
                .json()
                .events.filter(({ messageId }: { messageId: string }) => !/^m\d+$/.test(messageId));
              one.id = newest.messageId;
            }
            sent.push(one);
          }
          const expected = oracle(sent, at.pixels, at.pixelEvents);
          expect(await shown(at)).toEqual(expected);
          seen.repeats += Object.keys(expected.repeats).length;
          seen.replaced += Object.entries(expected.repeats).filter(
            ([id, first]) => Number(id.slice(1)) < Number(first.slice(1)),
          ).length;
          seen.events += sent.length;
          const { tables, kinds } = await at.store.difference();
          for (const table of tables) expect(table).toMatchObject({ changed: 0 });
          for (const { events, conversions } of kinds)
            expect([events.after, conversions.after]).toEqual([events.before, conversions.before]);
          await at.store.rebuild();
          expect(await shown(at)).toEqual(expected);
        } finally {
          await at.app.close();
          await at.store.close();
        }
      }),
      { numRuns, examples: [[REPLACED]] },
    );
    // A test in which nothing is told twice would prove little.
    expect(seen.repeats).toBeGreaterThan(numRuns);
    expect(seen.replaced).toBeGreaterThan(0);
  },
);
