import type { Row, Table } from './table.ts';

const OPEN = 'beacons take no token';
const ONLY_TEXT = 'nothing but a text, which every value of a query is';
const open = {
  otherAccount: 'a write key is public: who has it may count for it',
  noToken: OPEN,
  readOnly: OPEN,
};
const event = { writeKey: '$tag', anonymousId: 'a1' };
const noKey = { query: { writeKey: undefined }, field: 'writekey' };
const long = { query: { messageId: 'm'.repeat(256) }, field: 'messageId' };
/** Every key counts for its own account, so only one that nobody has is refused. */
const notFound =
  "another account's write key counts for that account: collect.test.ts has one that is not there";

const rows = (
  methods: string[],
  path: string,
  query: object,
  part: Pick<Row, 'missing' | 'overLimit' | 'path'>,
): Row[] => [
  ...methods.map(method => ({
    route: `${method} ${path}`,
    query: { ...query },
    ok: 200,
    ...part,
    wrongType: ONLY_TEXT,
    notFound,
    ...open,
  })),
  {
    route: `OPTIONS ${path}`,
    ...(part.path && { path: part.path, notFound }),
    ok: 204,
    missing: 'it takes no fields',
    wrongType: 'it takes no fields',
    overLimit: 'it takes no fields',
    ...open,
  },
];
const BOTH = ['GET', 'POST'];

const PUBLIC = {
  otherAccount: 'an id is public: who has it may count for it',
  noToken: OPEN,
  readOnly: OPEN,
};
const NOBODYS =
  "another account's id counts for that account: px.test.ts and readAd.test.ts have one that is not there";
const ad = (path: string): Row => ({
  route: `GET ${path}`,
  query: { line_item_id: '$lineItem', anonymousId: 'a1' },
  ok: 200,
  missing: { query: { line_item_id: undefined }, field: 'line_item_id' },
  wrongType: { query: { line_item_id: 'first' }, field: 'line_item_id' },
  overLimit: { query: { userId: 'u'.repeat(256) }, field: 'userId' },
  notFound: NOBODYS,
  ...PUBLIC,
});

const fire: Omit<Row, 'route'> = {
  query: { id: '$pixel', order_id: 'A1', value: '5', anonymousId: 'a1' },
  ok: 200,
  missing: { query: { id: undefined }, field: 'id' },
  wrongType: { query: { value: 'ten' }, field: 'value' },
  overLimit: { query: { order_id: 'a'.repeat(256) }, field: 'order_id' },
  notFound: NOBODYS,
  ...PUBLIC,
};
/** One that no tag has is in ownPaths.test.ts. */
const own = { path: { path: '$path' } };

export const beaconsTable: Table = {
  dialect: 'beacons',
  error: 'text',
  invalid: 400,
  rows: [
    ...rows(BOTH, '/pixel/v1/page', { ...event, name: 'Home' }, { missing: noKey, overLimit: long }),
    ...rows(BOTH, '/pixel/v1/track', { ...event, event: 'e' }, { missing: noKey, overLimit: long }),
    ...rows(BOTH, '/v1/pixel/page', { ...event, name: 'Home' }, { missing: noKey, overLimit: long }),
    ...rows(BOTH, '/v1/pixel/track', { ...event, event: 'e' }, { missing: noKey, overLimit: long }),
    ...rows(BOTH, '/{path}/v', { ...event, name: 'Home' }, { ...own, missing: noKey, overLimit: long }),
    ...rows(BOTH, '/{path}/e', { ...event, event: 'e' }, { ...own, missing: noKey, overLimit: long }),
    { route: 'GET /px', ...fire },
    { route: 'GET /{path}/px', ...own, ...fire },
    {
      route: 'GET /seg',
      query: { add: '$segment', anonymousId: 'a1' },
      ok: 200,
      missing: { query: { add: undefined }, field: 'add' },
      wrongType: { query: { add: 'first' }, field: 'add' },
      overLimit: { query: { add: Array.from({ length: 101 }, (_, at) => at).join() }, field: 'add' },
      notFound: "another account's id counts for that account: segments.test.ts has one that is not there",
      ...PUBLIC,
    },
    ad('/imp'),
    ad('/click'),
    ...rows(
      BOTH,
      '/pxl',
      { p: '$tag' },
      {
        missing: { query: { p: undefined }, field: 'writekey' },
        overLimit: 'no field has a limit',
      },
    ),
  ],
};
