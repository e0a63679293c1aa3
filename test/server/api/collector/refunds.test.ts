import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { advertisers } from '../../../support/advertising.ts';
import { ADMIN, NOW, storedEvents } from '../../../support/collector.ts';

/** Two orders of one pixel: A1 of 59.90, A2 of 10. */
async function sold() {
  const it = await advertisers();
  it.clock.now = NOW;
  await it.make('/pixel', { name: 'Order', min_minutes_per_conv: 0, pixel_conversion_event_id: 7 });
  const buy = (order: string, value: string) =>
    it.beacon(
      `event=purchase&properties.order_id=${order}&properties.value=${value}&properties.currency=EUR`,
    );
  await buy('A1', '59.90');
  await buy('A2', '10');
  const give = (body: object, query = 'account_id=acme') =>
    it.call('POST', `/conversions/refunds?${query}`, body);
  const csv = (text: string) =>
    it.app.inject({
      method: 'POST',
      url: '/conversions/refunds?account_id=acme',
      headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'text/csv' },
      payload: text,
    });
  const left = async () => {
    const [total] = (await it.call('GET', '/conversions/totals')).json().totals;
    return [total.count, total.value, total.refunded];
  };
  return { ...it, buy, give, csv, left };
}

it('lowers what an order is worth, and shows it', async () => {
  const { call, give, left } = await sold();
  expect((await give({ order_id: 'A1', value: 20, id: 'r1' })).json()).toEqual({ added: 1, known: 0 });
  expect((await give({ order_id: 'A1', value: 20, id: 'r1' })).json()).toEqual({ added: 0, known: 1 });
  expect(await left()).toEqual([2, 49.9, 20]);
  expect((await give({ order_id: 'A2' })).json()).toEqual({ added: 1, known: 0 });
  expect((await give({ order_id: 'A2' })).json()).toEqual({ added: 0, known: 1 });
  expect(await left()).toEqual([2, 39.9, 30]);
  const { conversions } = (await call('GET', '/conversions')).json();
  const byOrder = new Map(conversions.map((row: { order_id: string }) => [row.order_id, row]));
  expect(byOrder.get('A1')).toMatchObject({ value: 39.9, refunded: 20 });
  expect(byOrder.get('A2')).toMatchObject({ value: 0, refunded: 10 });
  expect((await call('GET', '/conversions/refunds?order_id=A1')).json()).toEqual({
    refunds: [
      {
        account_id: 'acme',
        writeKey: expect.any(String),
        messageId: 'refund:r1',
        time: '2026-11-21T10:20:30.400Z',
        order_id: 'A1',
        value: 20,
        value_sent: null,
        currency: null,
        counts: true,
        marks: [],
      },
    ],
    next: null,
  });
});

it('takes a list, and the account in the body', async () => {
  const { give, left } = await sold();
  const refunds = [
    { order_id: 'A1', value: '0.1' },
    { order_id: 'A1', value: 0.2, currency: 'EUR' },
  ];
  expect((await give({ account_id: 'acme', refunds }, '')).json()).toEqual({ added: 2, known: 0 });
  expect((await give({ refunds: [{ order_id: 'A2', value: 1 }] })).json()).toEqual({ added: 1, known: 0 });
  expect(await left()).toEqual([2, 68.6, 1.3]);
});

it('takes CSV, before the orders too', async () => {
  const { buy, csv, left } = await sold();
  const text = '\ufefforder_id,value,currency,id\r\nA1,"20,50",EUR,r1\r\n"A3",,,r2\r\n\r\n';
  expect((await csv(text)).json()).toEqual({ added: 2, known: 0 });
  expect((await csv(text)).json()).toEqual({ added: 0, known: 2 });
  await buy('A3', '7');
  expect(await left()).toEqual([3, 49.4, 27.5]);
  expect((await csv('order_id\n"A1')).statusCode).toBe(422);
});

it.each([
  ['many columns', 'a,'.repeat(400_000), 'x\n'.repeat(100_000), '400001 columns'],
  ['many rows', 'order_id', 'A1\n'.repeat(300_000), 'more than 1000 rows'],
])('refuses a CSV of %s at once', async (_name, names, rows, reason) => {
  const { csv } = await sold();
  const answer = await csv(`${names}\n${rows}`);
  expect(answer.statusCode).toBe(422);
  expect(answer.json().error.message).toContain(reason);
});

it.each<[body: object, field: string]>([
  [{}, 'order_id'],
  [{ order_id: ' ' }, 'order_id'],
  [{ order_id: 'A1', value: -1 }, 'value'],
  [{ order_id: 'A1', value: '1,299' }, 'value'],
  [{ order_id: 'A1', currency: 'Euro' }, 'currency'],
  [{ order_id: 'A1', amount: 5 }, 'amount'],
  [{ order_id: 'A1', time: 'yesterday' }, 'time'],
  [{ refunds: [] }, 'refunds'],
  [{ account_id: 5, order_id: 'A1' }, 'account_id'],
  [{ order_id: 'A1', refunds: [{ order_id: 'A2' }] }, 'order_id'],
  [{ refunds: [{ order_id: 'A1' }, { value: 3 }] }, 'refunds/1/order_id'],
  [{ refunds: Array.from({ length: 1001 }, () => ({ order_id: 'A1' })) }, 'refunds'],
])('refuses %j, and stores nothing', async (body, field) => {
  const it = await sold();
  const answer = await it.give(body);
  expect(answer.statusCode).toBe(422);
  expect(answer.json().error.detail).toMatchObject([{ field }]);
  expect(await it.left()).toEqual([2, 69.9, 0]);
});

it('asks for the tag where an account has several, and for the account where there are more', async () => {
  const { call, give, writeKey, left } = await sold();
  expect((await give({ order_id: 'A1' }, '')).json().error.message).toMatch(/^account_id: /);
  await call('POST', '/accounts/acme/tags', { name: 'Second', domain: 'b.example' });
  expect((await give({ order_id: 'A1' })).json().error.message).toMatch(/^write_key: .*several/);
  expect((await give({ order_id: 'A1', write_key: writeKey }, '')).statusCode).toBe(200);
  expect(await left()).toEqual([2, 10, 59.9]);
  expect((await give({ order_id: 'A1' }, 'account_id=nobody')).statusCode).toBe(404);
  await call('PATCH', '/accounts/acme', { orders_across_tags: true });
  expect((await give({ order_id: 'A2' })).statusCode).toBe(200);
});

it('counts from a page where it is signed', async () => {
  const it = await sold();
  const { secret } = (await it.call('POST', `/accounts/acme/tags/${it.writeKey}/secret`)).json();
  const query = 'event=refund&properties.order_id=A1&properties.value=20';
  expect((await it.beacon(query)).statusCode).toBe(200);
  expect(await it.left()).toEqual([2, 69.9, 0]);
  const signature = createHmac('sha256', secret).update(`v1\n${it.writeKey}\nrefund\nA1\n20\n`).digest('hex');
  for (let times = 0; times < 2; times++) await it.beacon(`${query}&context.signature=${signature}`);
  expect(await it.left()).toEqual([2, 49.9, 20]);
  const { refunds } = (await it.call('GET', '/conversions/refunds')).json();
  expect(refunds.map((row: { counts: boolean; marks: string[] }) => [row.counts, row.marks])).toEqual([
    [true, []],
    [false, ['unsigned']],
  ]);
  expect((await storedEvents(it)).filter(({ event }: { event: string }) => event === 'refund')).toHaveLength(
    3,
  );
});

it('is for whoever may write', async () => {
  const it = await sold();
  const reader = await it.token('read', ['acme']);
  const url = '/conversions/refunds?account_id=acme';
  expect((await it.call('POST', url, { order_id: 'A1' }, reader)).statusCode).toBe(403);
  const writer = await it.token('write', ['other']);
  expect((await it.call('POST', url, { order_id: 'A1' }, writer)).statusCode).toBe(404);
  expect(
    (
      await it.call('POST', '/conversions/refunds', { order_id: 'A1' }, await it.token('write', ['acme']))
    ).json(),
  ).toEqual({ added: 1, known: 0 });
});
