import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/server/access/access.ts';
import { hashPassword } from '../../../src/server/access/password.ts';
import { random } from '../../../src/server/http/random.ts';
import { demoAccess } from '../../../src/server/served/demo.ts';
import type { Role } from '../../../src/server/store/users.ts';
import { ADMIN, CHEAP } from '../../support/collector.ts';
import { filled } from '../../support/tables/fill.ts';
import type { Row } from '../../support/tables/table.ts';
import { tables } from '../../support/tables/tables.ts';
import { type World, world } from '../../support/tables/world.ts';

const DEMO = 'tgp_of-the-demo';
const PASSWORD = 'long enough';
let numbers = 200_000_000;
const password = hashPassword(PASSWORD, { random, passwordCost: CHEAP });

/** What somebody may. */
interface Rights {
  isOfAll?: boolean;
  write?: boolean;
  owner?: boolean;
  people?: boolean;
  isUser?: boolean;
  isDemo?: boolean;
  isAdmin?: boolean;
}

type Who = [name: string, rights: Rights, token: (at: World) => Promise<string>];

const user =
  (role: Role, accounts: string[] | '*', people: 0 | 1 = 0) =>
  async ({ store, call }: World) => {
    const name = `${role} ${people} of ${accounts}`;
    const own = accounts === '*' ? '*' : JSON.stringify(accounts);
    const row = {
      name,
      role,
      people,
      accounts: own,
      password: await password,
      created_at: 0,
      upgraded: 0 as const,
    };
    await store.users.add({ ...row, number: ++numbers });
    const answer = await call('POST', '/auth', { auth: { username: name, password: PASSWORD } }, '');
    return answer.json().response.token as string;
  };
const token =
  (scope: string, accounts: string[] | '*', more: object = {}) =>
  async ({ call }: World) =>
    (await call('POST', '/tokens', { name: 'T', scope, accounts, ...more })).json().token as string;

const OWN = ['acme'];

/** Everybody who may come with a token that opens the account. */
const ALL: Who[] = [
  ['the demo', { isDemo: true }, async () => DEMO],
  ['a viewer', { isUser: true }, user('viewer', OWN)],
  ['an editor', { isUser: true, write: true }, user('editor', OWN)],
  ['an owner', { isUser: true, write: true, owner: true }, user('owner', OWN)],
  [
    'an owner who sees people',
    { isUser: true, write: true, owner: true, people: true },
    user('owner', OWN, 1),
  ],
  ['a viewer of all', { isUser: true, isOfAll: true }, user('viewer', '*')],
  ['an editor of all', { isUser: true, isOfAll: true, write: true }, user('editor', '*')],
  ['a token that reads', {}, token('read', OWN)],
  ['a token that reads people', { people: true }, token('read', OWN, { people: true })],
  ['a token that writes', { write: true }, token('write', OWN)],
  ['a token that writes all', { isOfAll: true, write: true, owner: true }, token('write', '*')],
  [
    'the administrator',
    { isOfAll: true, write: true, owner: true, people: true, isAdmin: true },
    async () => ADMIN,
  ],
];

type May = (rights: Rights) => boolean;

const sees: May = () => true;
const changes: May = ({ write }) => write === true;
const seesUsers: May = ({ owner, isOfAll }) => owner === true || isOfAll === true;
const hasUsers: May = ({ owner }) => owner === true;
const seesPeople: May = ({ people }) => people === true;
const erases: May = ({ write, people }) => write === true && people === true;
const removes: May = ({ owner, people }) => owner === true && people === true;
const notTheDemo: May = ({ isDemo }) => !isDemo;
const ofTokens: May = ({ write, owner, isUser }) => (isUser ? owner === true : write === true);
const ofLogIn: May = ({ isUser }) => isUser === true;

/** Who may what, where it is not that all may read and those who write may change. */
const RIGHTS: Record<string, May> = {
  'POST /accounts': ({ isOfAll, owner }) => isOfAll === true && owner === true,
  'DELETE /accounts/{id}': removes,
  'DELETE /accounts/{id}/tags/{writeKey}': removes,
  'POST /checks': notTheDemo,
  'DELETE /checks/{id}': sees,
  'GET /tokens': notTheDemo,
  'GET /tokens/{id}': notTheDemo,
  'POST /tokens': ofTokens,
  'DELETE /tokens/{id}': ofTokens,
  'GET /audit': notTheDemo,
  'GET /users': seesUsers,
  'GET /users/{name}': seesUsers,
  'POST /users': hasUsers,
  'PATCH /users/{name}': hasUsers,
  'DELETE /users/{name}': hasUsers,
  'GET /invitations': seesUsers,
  'POST /invitations': hasUsers,
  'DELETE /invitations/{id}': hasUsers,
  'DELETE /session': ofLogIn,
  'PUT /session/password': ofLogIn,
  'GET /people/anonymous/{id}': seesPeople,
  'GET /people/user/{id}': seesPeople,
  'DELETE /people/anonymous/{id}': erases,
  'DELETE /people/user/{id}': erases,
  'GET /metrics': ({ isOfAll }) => isOfAll === true,
};

/** Who is not there for others is no 403: sessions.test.ts. */
const NOT_THERE = ['GET /sessions', 'DELETE /sessions/{id}'];

const rowsOf = (): Row[] =>
  tables
    .filter(({ dialect }) => dialect !== 'beacons' && dialect !== 'events')
    .flatMap(({ rows }) => rows)
    .filter(({ route, noToken }) => noToken === undefined && !NOT_THERE.includes(route))
    .filter(({ route }) => route !== 'GET /events/stream');

describe.each(rowsOf())('$route', row => {
  it('is for those who may, and refuses everybody else', async () => {
    const demo: Access = { ...demoAccess, accounts: OWN };
    const open = () => world({ fixed: [[DEMO, demo]] }, {});
    const { route } = row;
    const may = RIGHTS[route] ?? (/^GET /.test(route) ? sees : changes);
    let at = await open();
    for (const [name, rights, tokenOf] of ALL) {
      const sent = await tokenOf(at);
      const { method, url, body } = filled(route, row, at.acme);
      const { statusCode } = await at.call(method, url, body, sent);
      expect([name, statusCode === 403], `${name}: ${statusCode}`).toEqual([name, !may(rights)]);
      expect([name, statusCode], 'is known').not.toEqual([name, 401]);
      // What is gone is not there for the next.
      if (statusCode < 300 && method === 'DELETE') at = await open();
    }
    // What is no token of the API opens nothing, whatever else it is.
    const { method, url, body } = filled(route, row, at.acme);
    for (const none of [at.acme.tag, at.acme.invitation, at.acme.token, ADMIN.toUpperCase(), '*'])
      expect((await at.call(method, url, body, String(none))).statusCode, String(none)).toBe(401);
  });
});
