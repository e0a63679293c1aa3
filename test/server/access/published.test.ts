import { describe, expect, it } from 'vitest';
import { noteUpgrade } from '../../../src/server/access/noteUpgrade.ts';
import { addToken } from '../../../src/server/access/token.ts';
import { random } from '../../../src/server/http/random.ts';
import { get } from '../../support/ads.ts';
import { advertisers } from '../../support/advertising.ts';
import { NOW } from '../../support/collector.ts';

const js = (url: string) => ({ pixel_type: 'js', url: `https://partner.example/${url}` });
const img = (url: string) => ({ pixel_type: 'img', url: `https://partner.example/${url}` });

/** A token that can write, one that can publish too, and who has neither. */
async function publishers() {
  const it = await advertisers();
  const make = async (fields: object = {}, by?: string) =>
    it.call('POST', '/tokens', { name: 'T', scope: 'write', accounts: ['acme'], ...fields }, by);
  const writer: string = (await make()).json().token;
  const publisher: string = (await make({ publish: true })).json().token;
  const change = (token: string, id: number, fields: object, append = false) =>
    it.send('PUT', `/pixel?id=${id}${append ? '&append=true' : ''}`, { pixel: fields }, token);
  return { ...it, make: it.make, makeToken: make, writer, publisher, change };
}

describe('putting scripts of others on pages', () => {
  it('is nothing that a new token can do, unless it is made for that', async () => {
    const { send, writer, publisher } = await publishers();
    const post = (token: string, piggyback_pixels: object[]) =>
      send('POST', '/pixel?advertiser_code=acme', { pixel: { name: 'P', piggyback_pixels } }, token);
    const refused = await post(writer, [js('a.js')]);
    expect([refused.statusCode, refused.json().response.error_id, refused.json().response.error]).toEqual([
      403,
      'UNAUTH',
      expect.stringMatching(/^piggyback_pixels: .*publish/),
    ]);
    expect((await send('GET', '/pixel')).json().response.count).toBe(0);
    expect((await post(writer, [img('a.gif')])).statusCode).toBe(200);
    expect((await post(publisher, [js('a.js')])).statusCode).toBe(200);
  });

  it.each<[string, object, object, boolean?]>([
    ['another script', { piggyback_pixels: [js('b.js')] }, {}],
    ['one more script', { piggyback_pixels: [js('b.js')] }, {}, true],
    ['the same script at another event', { pixel_conversion_event_id: 7 }, {}],
    ['a script in use again', { state: 'active' }, { state: 'inactive' }],
    [
      'a script in the place of an image',
      { piggyback_pixels: [js('a.gif')] },
      { piggyback_pixels: [img('a.gif')] },
    ],
    ['a script for later', { piggyback_pixels: [js('b.js')] }, { state: 'inactive' }],
  ])('takes the right: %s', async (_name, fields, before, append) => {
    const { make, change, writer, publisher, send } = await publishers();
    const { id } = await make('/pixel', { name: 'P', piggyback_pixels: [js('a.js')], ...before });
    const shown = (await send('GET', `/pixel?id=${id}`)).json().response.pixels;
    expect((await change(writer, id, fields, append)).statusCode).toBe(403);
    expect((await send('GET', `/pixel?id=${id}`)).json().response.pixels).toEqual(shown);
    expect((await change(publisher, id, fields, append)).statusCode).toBe(200);
  });

  it.each<[string, object]>([
    ['another name', { name: 'Q' }],
    ['the same scripts again', { piggyback_pixels: [js('a.js'), js('b.js')] }],
    ['fewer of them', { piggyback_pixels: [js('b.js')] }],
    ['none of them', { piggyback_pixels: null }],
    ['an image', { piggyback_pixels: [img('a.gif')] }],
    ['a pixel that is off', { state: 'inactive' }],
  ])('is not what it takes for: %s', async (_name, fields) => {
    const { make, change, writer } = await publishers();
    const { id } = await make('/pixel', { name: 'P', piggyback_pixels: [js('a.js'), js('b.js')] });
    expect((await change(writer, id, fields)).statusCode).toBe(200);
  });

  it('is a right that nobody can give who has it not, and none of readers', async () => {
    const { makeToken, writer, publisher, call } = await publishers();
    expect((await makeToken({ publish: true }, writer)).statusCode).toBe(403);
    expect((await makeToken({ publish: true }, publisher)).json()).toMatchObject({ publish: true });
    expect((await makeToken({}, publisher)).json()).toMatchObject({ publish: false });
    const reader = await makeToken({ publish: true, scope: 'read' });
    expect([reader.statusCode, reader.json().error.detail[0].field]).toEqual([422, 'publish']);
    const user = { name: 'ed', password: 'correct horse', role: 'editor', accounts: '*', publish: true };
    const all = (await makeToken({ accounts: '*' })).json().token;
    expect((await call('POST', '/users', user, all)).statusCode).toBe(403);
    expect((await call('POST', '/users', { ...user, role: 'viewer' })).statusCode).toBe(422);
    expect((await call('POST', '/users', user)).json()).toMatchObject({ publish: true });
  });

  it('is a right of a user too', async () => {
    const { call, send } = await publishers();
    for (const publish of [false, true]) {
      const user = { name: `ed-${publish}`, password: 'correct horse', role: 'editor', accounts: ['acme'] };
      await call('POST', '/users', { ...user, publish });
      const auth = { auth: { username: user.name, password: user.password } };
      const { token } = (await call('POST', '/auth', auth, '')).json().response;
      const body = { pixel: { name: 'P', piggyback_pixels: [js('a.js')] } };
      const answer = await send('POST', '/pixel?advertiser_code=acme', body, token);
      expect([publish, answer.statusCode]).toEqual([publish, publish ? 200 : 403]);
      expect((await call('GET', '/session', undefined, token)).json()).toMatchObject({ publish });
    }
  });

  it('is handed over to nobody who has it not', async () => {
    const { call, makeToken, publisher } = await publishers();
    await makeToken({ name: 'child', publish: true }, publisher);
    const id = (await call('GET', '/tokens'))
      .json()
      .tokens.find(({ publish }: { publish: boolean }) => publish).id;
    const { token } = (await makeToken()).json();
    expect((await call('DELETE', `/tokens/${id}?tokens=hand_over`, undefined, token)).statusCode).toBe(403);
    expect((await call('GET', '/accounts', undefined, publisher)).statusCode).toBe(200);
  });
});

describe('a tag of images only', () => {
  it('runs no scripts, wherever they come from', async () => {
    const it = await publishers();
    const { make, call, writeKey, path, writer, send } = it;
    const { id } = await make('/pixel', {
      name: 'P',
      piggyback_pixels: [js('a.js')],
      pixel_conversion_event_id: 7,
    });
    const runs = async (url: string) => (await get(it, url)).body.includes('partner.example/a.js');
    const urls = [`/px?id=${id}&t=1`, `/${path}/px?id=${id}&t=1`];
    for (const url of urls) expect([url, await runs(url)]).toEqual([url, true]);
    const patch = (body: object, token?: string) =>
      call('PATCH', `/accounts/acme/tags/${writeKey}`, body, token);
    expect((await patch({ images_only: true }, writer)).json()).toMatchObject({ images_only: true });
    for (const url of urls) expect([url, await runs(url)]).toEqual([url, false]);
    const refused = await patch({ images_only: false }, writer);
    expect([refused.statusCode, refused.json().error.message]).toEqual([
      403,
      expect.stringMatching(/^images_only: /),
    ]);
    expect((await patch({ images_only: false })).json()).toMatchObject({ images_only: false });
    for (const url of urls) expect([url, await runs(url)]).toEqual([url, true]);
    expect((await send('GET', '/pixel')).json().response.count).toBe(1);
  });

  it('is put to work again by who has the right, where it ran scripts', async () => {
    const { make, call, writeKey, writer, publisher } = await publishers();
    const patch = async (body: object, token: string) =>
      (await call('PATCH', `/accounts/acme/tags/${writeKey}`, body, token)).statusCode;
    expect(await patch({ disabled: true }, writer)).toBe(200);
    expect(await patch({ disabled: false }, writer)).toBe(200);
    await make('/pixel', { name: 'P', piggyback_pixels: [js('a.js')] });
    expect(await patch({ disabled: true }, writer)).toBe(200);
    expect(await patch({ disabled: false }, writer)).toBe(403);
    expect(await patch({ disabled: false, images_only: true }, writer)).toBe(200);
    expect(await patch({ images_only: false }, publisher)).toBe(200);
  });
});

describe('the audit log', () => {
  it('has the text of each change of what is published, and of no other', async () => {
    const { make, change, publisher, call, send, writeKey } = await publishers();
    const { id } = await make('/pixel', { name: 'P', piggyback_pixels: [js('a.js')] });
    await change(publisher, id, { name: 'Q' });
    await change(publisher, id, { state: 'inactive' });
    await change(publisher, id, { piggyback_pixels: [img('b.gif')] });
    await send('DELETE', `/pixel?id=${id}`);
    await call('PATCH', `/accounts/acme/tags/${writeKey}`, { images_only: true });
    await call('PATCH', `/accounts/acme/tags/${writeKey}`, { name: 'Other' });
    await call('PATCH', `/accounts/acme/tags/${writeKey}`, { images_only: false });
    const { entries } = (await call('GET', '/audit?account_id=acme&to=2019-01-01&limit=8')).json();
    const text = (state: string, piggyback_pixels: object[]) => ({
      state,
      pixel_conversion_event_id: null,
      piggyback_pixels,
    });
    const published = entries.map((entry: { published?: string }) =>
      entry.published === undefined ? undefined : JSON.parse(entry.published),
    );
    const shown = ({ pixel_type, url }: { pixel_type: string; url: string }) => ({ url, pixel_type });
    expect(published).toEqual([
      {},
      undefined,
      { images_only: true },
      {},
      text('inactive', [shown(img('b.gif'))]),
      text('inactive', [shown(js('a.js'))]),
      undefined,
      text('active', [shown(js('a.js'))]),
    ]);
  });

  it('has who could publish before that was a right of its own, once', async () => {
    const { store, call } = await advertisers();
    const now = () => NOW;
    const token = await addToken({ store, random, now }, { name: 'T', scope: 'write', accounts: ['acme'] });
    const [row] = await store.tokens.list();
    await store.tokens.change(row!, { publish: 2 });
    expect((await call('GET', '/session', undefined, token)).json()).toMatchObject({ publish: true });
    const { seq: _, ...before } = (await store.audit.list({ accounts: '*', limit: 1 })).rows[0]!;
    for (let at = 0; at < 2; at++) await noteUpgrade(store, NOW);
    const { entries } = (await call('GET', `/audit?from=${NOW}&limit=3`)).json();
    const actor = { kind: 'upgrade', id: '', name: 'upgrade' };
    const granted = { actor, method: 'GRANT', route: 'publish' };
    expect(entries).toMatchObject([
      { ...granted, record_kind: 'token', record_id: row!.id },
      { ...granted, record_kind: null, record_id: 'admin' },
      { route: before.route },
    ]);
    expect((await call('GET', '/session', undefined, token)).json()).toMatchObject({ publish: true });
  });
});
