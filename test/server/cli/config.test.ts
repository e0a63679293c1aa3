import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../src/server/app.ts';
import { applyConfig } from '../../../src/server/cli/config/applyConfig.ts';
import { configAccess, configCall } from '../../../src/server/cli/config/configCall.ts';
import { planConfig } from '../../../src/server/cli/config/planConfig.ts';
import { readConfig } from '../../../src/server/cli/config/readConfig.ts';
import { planCommand } from '../../../src/server/cli/planCommand.ts';
import { CHEAP, collector, NOW, tempDir } from '../../support/collector.ts';
import { runCommand, startCollector } from '../../support/command.ts';

const ENV = { ED_PASSWORD: 'correct horse' };
const WHOLE = {
  accounts: [
    {
      id: 'shop',
      name: 'The shop',
      redirect_hosts: ['shop.example'],
      tags: [
        { name: 'Shop', domain: 'shop.example', path: 'garden-news', retention_days: 90 },
        { name: 'Blog', domain: 'blog.example' },
      ],
      pixels: [
        { name: 'Thanks', config: { type: 'conversion', conversion_type: 'purchase' }, description: 'd' },
      ],
      conversion_pixels: [
        { code: 'order', name: 'Order', post_click_expire_mins: 1440, pixel_conversion_event_id: null },
      ],
    },
  ],
  users: [{ name: 'ed', password: { env: 'ED_PASSWORD' }, role: 'editor', accounts: ['shop'] }],
};

const KEY = 'tgp_of-the-file-of-records';

function write(content: unknown): string {
  const file = join(tempDir(), 'tgp.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** A collector, and what a file changes in it. */
async function configured() {
  const it = await collector({ fixed: [[KEY, configAccess]] });
  const apply = async (content: unknown) => {
    const config = readConfig(write(content), ENV);
    const call = configCall(it.app, KEY, 'tgp.json');
    return applyConfig({ ...config, file: 'tgp.json' }, { call, store: it.store, now: NOW });
  };
  const makeApp = (parts: object) => createApp({ passwordCost: CHEAP, ...parts } as never);
  const plan = async (content: unknown) => planConfig(readConfig(write(content), ENV), it.store, makeApp);
  const tagsOf = async () => {
    const { tags } = (await it.call('GET', '/accounts/shop/tags')).json() as { tags: { name: string }[] };
    return tags.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  return { ...it, apply, plan, tagsOf };
}

const MADE = [
  '+ account shop',
  '+ tag shop/Shop',
  '+ tag shop/Blog',
  '+ pixel shop/Thanks',
  '+ conversion pixel shop/order',
  '+ user ed',
];

it('makes what is missing, and nothing when it is applied again', async () => {
  const { apply, call, app, tagsOf } = await configured();
  expect(await apply(WHOLE)).toEqual(MADE);
  expect(await tagsOf()).toMatchObject([WHOLE.accounts[0]!.tags[1], WHOLE.accounts[0]!.tags[0]]);
  expect((await call('GET', '/accounts/shop')).json()).toMatchObject({ redirect_hosts: ['shop.example'] });
  const [pixel] = (await call('GET', '/saved-pixels?account_id=shop')).json().data;
  expect(pixel).toMatchObject({ name: 'Thanks' });
  const auth = { auth: { username: 'ed', password: ENV.ED_PASSWORD } };
  expect((await app.inject({ method: 'POST', url: '/auth', payload: auth })).statusCode).toBe(200);
  const before = (await call('GET', '/audit')).json();
  expect(before.entries[1]).toMatchObject({ actor: { kind: 'admin', name: 'config' } });
  expect(await apply(WHOLE)).toEqual([]);
  const after = (await call('GET', '/audit')).json();
  expect(after.entries.length).toBe(before.entries.length);
});

it('changes what is different, and leaves what it does not tell of', async () => {
  const { apply, call, tagsOf } = await configured();
  await apply(WHOLE);
  await call('POST', '/accounts/shop/tags', { name: 'By hand', domain: 'hand.example' });
  const [account] = structuredClone(WHOLE.accounts) as [(typeof WHOLE.accounts)[0]];
  Object.assign(account, {
    name: 'Other',
    tags: [{ name: 'Shop', domain: 'other.example', retention_days: null }],
  });
  Object.assign(account.pixels[0]!, { config: { type: 'pageview' } });
  Object.assign(account.conversion_pixels[0]!, { post_click_expire_mins: 60 });
  const users = [{ ...WHOLE.users[0], role: 'viewer' }];
  expect(await apply({ accounts: [account], users })).toEqual([
    '~ account shop: name',
    '~ tag shop/Shop: domain, retention_days',
    '~ pixel shop/Thanks: config',
    '~ conversion pixel shop/order: post_click_expire_mins',
    '~ user ed: role',
  ]);
  const shop = { name: 'Shop', path: 'garden-news', domain: 'other.example', retention_days: null };
  expect(await tagsOf()).toMatchObject([{ name: 'Blog' }, { name: 'By hand' }, shop]);
  expect((await call('GET', '/users')).json().users).toMatchObject([{ name: 'ed', role: 'viewer' }]);
  expect((await call('GET', '/audit')).json().entries[0]).toMatchObject({ route: '/users/:name' });
});

it('is planned first, and a plan changes nothing', async () => {
  const { apply, plan, call } = await configured();
  expect(await plan(WHOLE)).toEqual(MADE);
  expect((await call('GET', '/accounts')).json().accounts).toHaveLength(1);
  await apply(WHOLE);
  expect(await plan(WHOLE)).toEqual([]);
});

it('is as its page of the docs shows it', async () => {
  const { apply, plan } = await configured();
  const page = readFileSync(new URL('../../../docs/config.md', import.meta.url), 'utf8');
  const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!);
  expect(await plan(example)).toEqual(MADE);
  expect(await apply(example)).toEqual(MADE);
  expect(await apply(example)).toEqual([]);
});

describe('names the place in the file of', () => {
  const account = (more: object) => ({ accounts: [{ id: 'a', name: 'A', ...more }] });
  const tags = (...all: object[]) => account({ tags: all });
  const TAG = { name: 'T', domain: 't.example' };
  it.each([
    [
      'a field that is wrong',
      tags(TAG, { name: 'U', domain: 'no host' }),
      /accounts\[0\]\.tags\[1\]\.domain: must be/,
    ],
    ['a field that is not known', tags({ ...TAG, colour: 'red' }), /accounts\[0\]\.tags\[0\]\.colour: /],
    ['a field of an account', account({ nmae: 'x' }), /accounts\[0\]\.nmae: /],
    ['a name that is missing', { accounts: [{ id: 'b' }] }, /accounts\[0\]\.name: /],
    ['an id that is wrong', { accounts: [{ id: 'A B', name: 'x' }] }, /accounts\[0\]\.id: must be/],
    ['an id that is missing', { accounts: [{ name: 'x' }] }, /accounts\[0\]\.id: must be a text/],
    [
      'a path of the collector’s own',
      tags({ ...TAG, path: 'metrics' }),
      /tags\[0\]\.path: "metrics" is an address/,
    ],
    ['a name that is there twice', tags(TAG, TAG), /tags\[1\]\.name: "T" is there twice/],
    [
      'a pixel',
      account({ pixels: [{ name: 'P', config: { type: 'x' } }] }),
      /accounts\[0\]\.pixels\[0\]\.config\.type: /,
    ],
    [
      'a conversion pixel',
      account({ conversion_pixels: [{ code: 'c', name: 'C', state: 'x' }] }),
      /conversion_pixels\[0\]\.state: must be/,
    ],
    [
      'a user',
      { users: [{ ...WHOLE.users[0], accounts: ['none'] }] },
      /users\[0\]\.accounts: no account "none"/,
    ],
    ['a list that is none', { accounts: {} }, /accounts: must be a list/],
    ['an item that is none', { accounts: ['a'] }, /accounts\[0\]: must be an object/],
    ['a word at its top', { acounts: [] }, /acounts: is not known here/],
    [
      'a secret that is written',
      { users: [{ name: 'ed', password: 'correct horse' }] },
      /users\[0\]\.password: a secret is not/,
    ],
    [
      'a secret beside its variable',
      { users: [{ name: 'e', password: { env: 'X', or: 'y' } }] },
      /users\[0\]\.password: a secret/,
    ],
    [
      'a variable that is not set',
      { users: [{ name: 'e', password: { env: 'NONE' } }] },
      /users\[0\]\.password: .*NONE/,
    ],
    ['no JSON', '{"accounts":\n [}', /tgp\.json: this is no JSON: [^\n]+$/],
  ])('%s', async (_, content, message) => {
    const { plan, call } = await configured();
    await expect(plan(content)).rejects.toThrow(message);
    await expect(plan(content)).rejects.not.toThrow(/correct horse/);
    expect((await call('GET', '/accounts')).json().accounts).toHaveLength(1);
  });

  it('a name that two tags of the store have', async () => {
    const { apply, call } = await configured();
    await call('POST', '/accounts/acme/tags', { name: 'Shop', domain: 'b.example' });
    const twice = { accounts: [{ id: 'acme', tags: [{ name: 'Shop', domain: 'c.example' }] }] };
    await expect(apply(twice)).rejects.toThrow(
      /tgp\.json: accounts\[0\]\.tags\[0\]\.name: the account has 2 called/,
    );
  });
});

it('is read at the start, and by plan without a store', async () => {
  const file = write(WHOLE);
  expect(await planCommand(createApp)(['--config', file, '--data', join(tempDir(), 'x')], ENV)).toBe(
    MADE.join('\n'),
  );
  const data = tempDir();
  const started = await startCollector(data, ['--config', file, '--no-demo'], ENV);
  expect(started.out).toContain('Config     + tag shop/Shop\n');
  started.process.kill('SIGTERM');
  await started.exit;
  const again = await startCollector(data, ['--no-demo'], { ...ENV, TGP_CONFIG: file });
  expect(again.out).not.toContain('Config');
  const wrong = runCommand(['--data', data, '--port', '0', '--config', write({ accounts: [{ id: 'x' }] })]);
  expect([await wrong.exit, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toMatch(/^tgp: \S+tgp\.json: accounts\[0\]\.name: [^\n]+\n$/);
});
