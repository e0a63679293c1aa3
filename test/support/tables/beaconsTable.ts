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
  part: Pick<Row, 'missing' | 'overLimit'>,
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
    ok: 204,
    missing: 'it takes no fields',
    wrongType: 'it takes no fields',
    overLimit: 'it takes no fields',
    ...open,
  },
];
const BOTH = ['GET', 'POST'];

export const beaconsTable: Table = {
  dialect: 'beacons',
  error: 'text',
  invalid: 400,
  rows: [
    ...rows(BOTH, '/pixel/v1/page', { ...event, name: 'Home' }, { missing: noKey, overLimit: long }),
    ...rows(BOTH, '/pixel/v1/track', { ...event, event: 'e' }, { missing: noKey, overLimit: long }),
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
