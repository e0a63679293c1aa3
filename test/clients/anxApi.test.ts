import { AnxApi } from 'anx-api';
import { describe, expect, it } from 'vitest';
import { advertisers } from '../support/advertising.ts';

const PASSWORD = 'correct horse';

interface Body {
  response: { status?: string; error_id?: string; error_code?: unknown; count: number } & Record<
    string,
    never
  >;
}

/** The client of the dialect's own vendor, logged in over the network as one of its users. */
async function client() {
  const it = await advertisers();
  const user = { name: 'ann', password: PASSWORD, role: 'editor', accounts: ['acme'] };
  await it.call('POST', '/users', user);
  const api = new AnxApi({ target: await it.listen(), rateLimiting: false, environment: 'node' });
  await api.login('ann', PASSWORD);
  const body = (answer: unknown) => (answer as { body: Body }).body.response;
  return { ...it, api, body };
}

const SERVICES: [service: string, wrapper: string, name: string][] = [
  ['pixel', 'pixel', 'name'],
  ['line-item', 'line-item', 'name'],
  ['line-item', 'line_item', 'name'],
  ['campaign', 'campaign', 'name'],
  ['segment', 'segment', 'short_name'],
];

describe.each(SERVICES)('anx-api and /%s, in the wrapper %s', (service, wrapper, name) => {
  it('makes, reads, saves twice, pages and removes', async () => {
    const { api, body, advertiser } = await client();
    const ids: unknown[] = [];
    for (const text of ['A', 'B', 'C']) {
      const made = body(
        await api.post(`${service}?advertiser_id=${advertiser}`, { [wrapper]: { [name]: text } }),
      );
      expect(made).toMatchObject({ status: 'OK', count: 1 });
      ids.push(made.id);
    }
    const [first, second, third] = ids;
    const read = body(await api.get({ uri: service, params: { id: [first, second] } }));
    expect(read).toMatchObject({ status: 'OK', count: 2 });
    const record = (read[`${service}s`] as unknown as object[]).find(
      each => (each as { id: number }).id === first,
    );
    for (let time = 0; time < 2; time++) {
      const saved = body(
        await api.put(`${service}?id=${first}`, { [wrapper]: { ...record, id: String(first) } }),
      );
      expect(saved).toMatchObject({ status: 'OK', id: String(first) });
    }
    expect(body(await api.get(`${service}/${third}`))).toMatchObject({ count: 1 });
    const all = await api.getAll({ uri: service, numElements: 1 } as never, {});
    expect(body(all)).toMatchObject({ count: 3 });
    expect(body(await api.get(`${service}/meta`))).toMatchObject({ status: 'OK' });
    expect(body(await api.delete(`${service}?id=${first},${second}`))).toMatchObject({ count: 2 });
    expect(body(await api.delete(`${service}/${third}`))).toMatchObject({ count: 1 });
    expect(body(await api.get(service))).toMatchObject({ count: 0 });
  });

  it('is told the field and a number for it', async () => {
    const { api, advertiser } = await client();
    const wrong = { [wrapper]: { [name]: 'A', state: 'on' } };
    await expect(api.post(`${service}?advertiser_id=${advertiser}`, wrong)).rejects.toMatchObject({
      id: 'SYNTAX',
      code: expect.any(Number),
      message: expect.stringMatching(/^state: /),
    });
    await expect(api.get(`${service}?id=1`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('anx-api and /advertiser', async () => {
  const { api, body, advertiser } = await client();
  expect(body(await api.get('advertiser'))).toMatchObject({ status: 'OK', count: 1 });
  expect(body(await api.get({ uri: 'advertiser', params: { id: advertiser } })).advertisers).toMatchObject([
    { id: advertiser, code: 'acme' },
  ]);
});

it('anx-api hears that a password is wrong', async () => {
  const { api } = await client();
  await expect(api.login('ann', 'wrong horse')).rejects.toMatchObject({ id: 'NOAUTH' });
});
