import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { signatureOf, signedLines } from '../../../src/server/collect/signature.ts';
import { advertisers, type TestAdvertising } from '../../support/advertising.ts';
import { NOW, storedEvents } from '../../support/collector.ts';

const sign = (secret: string, ...lines: string[]) =>
  createHmac('sha256', secret)
    .update(['v1', ...lines].join('\n'))
    .digest('hex');

/** A collector whose tag has a secret, and a pixel that counts all purchases. */
async function shop(): Promise<TestAdvertising & { secret: string; pixel: number }> {
  const it = await advertisers();
  it.clock.now = NOW;
  const { id } = await it.make('/pixel', {
    name: 'Order',
    trigger_type: 'hybrid',
    min_minutes_per_conv: 0,
    pixel_conversion_event_id: 7,
  });
  const made = await it.call('POST', `/accounts/acme/tags/${it.writeKey}/secret`);
  expect(made.statusCode).toBe(201);
  return { ...it, secret: made.json().secret, pixel: id };
}

const conversionsOf = async ({ call }: TestAdvertising) =>
  (await call('GET', '/conversions')).json().conversions;

const purchase = (
  { writeKey }: TestAdvertising,
  fields: Record<string, string>,
  signature?: string,
  anonymousId = 'a1',
) =>
  `/pixel/v1/track?${new URLSearchParams({
    writeKey,
    anonymousId,
    event: 'purchase',
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`properties.${name}`, value])),
    ...(signature && { 'context.signature': signature }),
  })}`;

it('is over these bytes', () => {
  const event = {
    writeKey: '0123456789abcdef0123456789abcdef',
    event: 'purchase',
    fields: { properties: { order_id: 'A-1001', revenue: '59.90', value: '1', currency: 'EUR' } },
  } as never;
  const lines = signedLines(event);
  expect(lines.join('\n')).toBe('v1\n0123456789abcdef0123456789abcdef\npurchase\nA-1001\n59.90\nEUR');
  expect(signatureOf('tgps_vector', lines)).toBe(
    '12f97eef3f90138462443842772c9ca7dc67db06b09fc4b16d9dfa0c96d6afd0',
  );
});

it('gives value and currency, whoever sent the order first; and is kept and shown nowhere', async () => {
  const it = await shop();
  const signature = sign(it.secret, it.writeKey, 'purchase', 'A1', '59.90', 'EUR');
  const stranger = purchase(it, { order_id: 'A1', value: '-1000', currency: 'USD' }, undefined, 's');
  expect((await it.app.inject(stranger)).statusCode).toBe(200);
  const own = { order_id: 'A1', value: '59.90', currency: 'EUR' };
  for (let times = 0; times < 2; times++) {
    expect((await it.app.inject(purchase(it, own, signature.toUpperCase()))).statusCode).toBe(200);
  }
  expect(await conversionsOf(it)).toMatchObject([
    { value: 59.9, currency: 'EUR', signed: true, anonymousId: 'a1', marks: [] },
  ]);
  const shown = JSON.stringify(await storedEvents(it));
  expect(shown.toLowerCase()).not.toContain(signature);
  expect(shown).toContain('"tgp":{"signed":"true"}');
});

it('is what reports and counts have, whoever sent the order first', async () => {
  const it = await shop();
  const read = async () => {
    const { conversions, revenue } = (await it.call('GET', '/reports/totals?who=all')).json().totals;
    const { counts } = (await it.call('GET', '/counts?by=kind')).json();
    const { events } = (await it.call('GET', '/events')).json();
    return {
      ...{ conversions, revenue, purchases: counts.map(({ count }: { count: number }) => count) },
      repeats: events.map(({ repeatOf }: { repeatOf?: string }) => repeatOf),
    };
  };
  const order = { order_id: 'A1', value: '59.90', currency: 'EUR' };
  const signature = sign(it.secret, it.writeKey, 'purchase', 'A1', '59.90', 'EUR');
  await it.app.inject(purchase(it, { ...order, value: '0.01' }, undefined, 'stranger'));
  await it.app.inject(`${purchase(it, order, signature)}&messageId=signed`);
  await it.app.inject(purchase(it, order));
  expect(await read()).toEqual({
    conversions: 1,
    revenue: { EUR: 59.9 },
    purchases: [1],
    repeats: ['signed', undefined, 'signed'],
  });
});

it('is no repeat of what came first with its id', async () => {
  const it = await shop();
  const own = { order_id: 'A1', value: '5', currency: 'EUR' };
  const signature = sign(it.secret, it.writeKey, 'purchase', 'A1', '5', 'EUR');
  const id = '&messageId=m1';
  await it.app.inject(purchase(it, { order_id: 'A1' }, undefined, 's') + id);
  for (let times = 0; times < 2; times++) await it.app.inject(purchase(it, own, signature) + id);
  await it.app.inject(purchase(it, { order_id: 'A1', value: '1' }, undefined, 'other') + id);
  expect(await storedEvents(it)).toHaveLength(2);
  expect(await conversionsOf(it)).toMatchObject([{ value: 5, signed: true }]);
});

/** The id that an event of a known one got when anybody could make it. */
const oldId = (...of: string[]) =>
  `tgp-${createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32)}`;

it('is kept from counting by no id that a stranger has taken before', async () => {
  const it = await shop();
  const id = `${it.writeKey}:purchase:A1`;
  const take = (messageId: string) =>
    it.app.inject(
      `/pixel/v1/track?${new URLSearchParams({ writeKey: it.writeKey, anonymousId: 'evil', event: 'x', messageId, 'context.tgp.messageId': id })}`,
    );
  await take(id);
  for (const more of [[], ['signed'], ['visitor'], ['signed', 'visitor']]) {
    await take(oldId(id, 'track', 'purchase', 'A1', ...more));
  }
  const signature = sign(it.secret, it.writeKey, 'purchase', 'A1', '5', 'EUR');
  const url = `${purchase(it, { order_id: 'A1', value: '5', currency: 'EUR' }, signature)}&messageId=${id}`;
  for (let times = 0; times < 2; times++) await it.app.inject(url);
  expect(await conversionsOf(it)).toMatchObject([{ order_id: 'A1', value: 5, signed: true }]);
  expect(await storedEvents(it)).toHaveLength(6);

  await take('refund:whole A1');
  await take(oldId('refund:whole A1', 'track', 'refund', 'A1', 'signed'));
  const refund = { account_id: 'acme', order_id: 'A1', write_key: it.writeKey };
  const back = async () => (await it.call('POST', '/conversions/refunds', refund)).json();
  expect(await back()).toEqual({ added: 1, known: 0 });
  expect(await back()).toEqual({ added: 0, known: 1 });
  expect(await conversionsOf(it)).toMatchObject([{ value: 0, refunded: 5 }]);
});

it('has a line feed at its end or none', async () => {
  const it = await shop();
  const text = `v1\n${it.writeKey}\npurchase\nA1\n5\n\n`;
  const signature = createHmac('sha256', it.secret).update(text).digest('hex');
  await it.app.inject(purchase(it, { order_id: 'A1', value: '5' }, signature));
  expect(await conversionsOf(it)).toMatchObject([{ signed: true }]);
});

it.each([
  ['order', { order_id: ' A1 ', revenue: '5' }],
  ['order’s line end', { order_id: 'A1\r\n', revenue: '5' }],
  ['value', { order_id: 'A1', revenue: '\t5 ' }],
  ['revenue that is nothing else', { order_id: 'A1', revenue: ' ', value: '5' }],
  ['currency', { order_id: 'A1', revenue: '5', currency: ' EUR' }],
])('is over no white space at the ends of its %s', async (_, fields) => {
  const it = await shop();
  const currency = 'currency' in fields ? 'EUR' : '';
  const signature = sign(it.secret, it.writeKey, 'purchase', 'A1', '5', currency);
  await it.app.inject(purchase(it, fields, signature));
  expect(await conversionsOf(it)).toMatchObject([{ order_id: 'A1', value: 5, signed: true }]);
});

it.each<[what: string, fields: Record<string, string>, lines: string[]]>([
  ['of another value', { order_id: 'A1', value: '6' }, ['purchase', 'A1', '5', '']],
  ['of another order', { order_id: 'A2', value: '5' }, ['purchase', 'A1', '5', '']],
  ['of another event', { order_id: 'A1', value: '5' }, ['lead', 'A1', '5', '']],
  ['of another currency', { order_id: 'A1', value: '5', currency: 'JPY' }, ['purchase', 'A1', '5', 'EUR']],
  ['of another division', { order_id: 'A1\n5' }, ['purchase', 'A1', '5', '']],
  ['of nothing', { order_id: 'A1', value: '5' }, []],
])('%s is wrong: the event is stored, marked, and not signed', async (_, fields, lines) => {
  const it = await shop();
  const answer = await it.app.inject(purchase(it, fields, sign(it.secret, it.writeKey, ...lines)));
  expect(answer.statusCode).toBe(200);
  expect(await conversionsOf(it)).toMatchObject([{ signed: false, marks: ['signature'] }]);
});

it('is the sender’s to send, not to claim', async () => {
  const it = await shop();
  const claims =
    '&context.tgp.signed=true&context.tgp.refund=x&context.tgp.marks=host&context.tgp.messageId=m&context.tgp.retried=2';
  await it.app.inject(purchase(it, { order_id: 'A1', value: '-5' }) + claims);
  expect(await conversionsOf(it)).toMatchObject([{ value: null, signed: false, marks: ['unsigned'] }]);
  const [event] = await storedEvents(it);
  expect(event.context.tgp).toEqual({ retried: '2' });
});

it('may be below zero', async () => {
  const it = await shop();
  const signature = sign(it.secret, it.writeKey, 'purchase', 'A1', '-5', '');
  await it.app.inject(purchase(it, { order_id: 'A1', value: '-5' }, signature));
  expect(await conversionsOf(it)).toMatchObject([{ value: -5, signed: true }]);
});

it('goes with /px too, and to no piggyback', async () => {
  const it = await shop();
  const { json } = await it.send('PUT', `/pixel?id=${it.pixel}`, {
    pixel: { piggyback_pixels: [{ pixel_type: 'img', url: 'https://p.example/?s={context.signature}' }] },
  });
  expect(json().response.status).toBe('OK');
  const signature = sign(it.secret, it.writeKey, String(it.pixel), 'A1', '5', 'EUR');
  const answer = await it.app.inject(
    `/px?id=${it.pixel}&order_id=A1&value=5&currency=EUR&signature=${signature}`,
  );
  expect(answer.headers.location ?? '').not.toContain(signature);
  expect(await conversionsOf(it)).toMatchObject([{ value: 5, currency: 'EUR', signed: true }]);
});

it('ends with its secret: another one, or none', async () => {
  const it = await shop();
  const url = `/accounts/acme/tags/${it.writeKey}/secret`;
  const tag = async () => (await it.call('GET', '/accounts/acme/tags')).json().tags[0];
  expect(JSON.stringify(await tag())).not.toContain(it.secret);
  expect((await tag()).secret_made_at).not.toBeNull();
  const next = (await it.call('POST', url)).json().secret;
  expect(next).not.toBe(it.secret);
  const send = async (secret: string, order: string) => {
    const signature = sign(secret, it.writeKey, 'purchase', order, '5', '');
    await it.app.inject(purchase(it, { order_id: order, value: '5' }, signature, order));
    return (await conversionsOf(it)).find((row: { order_id: string }) => row.order_id === order).signed;
  };
  expect(await send(it.secret, 'A1')).toBe(false);
  expect(await send(next, 'A2')).toBe(true);
  expect((await it.call('DELETE', url)).statusCode).toBe(204);
  expect(await send(next, 'A3')).toBe(false);
  expect((await tag()).secret_made_at).toBeNull();
  const log = (await it.call('GET', '/audit')).body;
  expect(log).toContain('/secret');
  expect(log).not.toContain(next);
});

it('marks what comes from elsewhere than the tag says, and drops nothing', async () => {
  const it = await shop();
  const url = `/accounts/acme/tags/${it.writeKey}`;
  expect((await it.call('PATCH', url, { hosts: ['shop.example'] })).json()).toMatchObject({
    hosts: ['shop.example'],
  });
  const at = (order: string, page: string) =>
    it.app.inject(
      `${purchase(it, { order_id: order, value: '5' }, undefined, order)}&context.page.url=${encodeURIComponent(page)}`,
    );
  await at('A1', 'https://shop.example/thanks');
  expect((await at('A2', 'https://evil.example/?shop.example')).statusCode).toBe(200);
  const marks = (await conversionsOf(it)).map((row: { marks: string[] }) => row.marks);
  expect(marks).toEqual([['host'], []]);
  expect((await it.call('PATCH', url, { hosts: ['https://shop.example'] })).statusCode).toBe(422);
});
