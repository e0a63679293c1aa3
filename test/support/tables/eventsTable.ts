import type { Row, Table } from './table.ts';

const OPEN = 'these take no token';
const PUBLIC = {
  otherAccount: 'a write key is public: who has it may count for it',
  noToken: OPEN,
  readOnly: OPEN,
  notFound:
    "another account's write key counts for that account: jsonEvents.test.ts has one that is not there",
};
const NO_FIELD = 'it takes no fields';
const event = { writeKey: '$tag', userId: 'u' };

const rows = (type: string, own: Record<string, unknown>, required?: string): Row[] => [
  {
    route: `POST /v1/${type}`,
    body: { ...event, ...own },
    ok: 200,
    missing: required
      ? { body: { [required]: undefined }, field: required }
      : { body: { userId: undefined }, field: 'userId' },
    wrongType: { body: { userId: ['u'] }, field: 'userId' },
    overLimit: { body: { messageId: 'm'.repeat(256) }, field: 'messageId' },
    ...PUBLIC,
  },
  {
    route: `OPTIONS /v1/${type}`,
    ok: 204,
    missing: NO_FIELD,
    wrongType: NO_FIELD,
    overLimit: NO_FIELD,
    ...PUBLIC,
  },
];

const batch = [{ type: 'page', userId: 'u' }];

export const eventsTable: Table = {
  dialect: 'events',
  error: 'EventsError',
  invalid: 400,
  rows: [
    ...rows('page', { name: 'Home' }),
    ...rows('screen', { name: 'Cart' }),
    ...rows('track', { event: 'e' }, 'event'),
    ...rows('identify', { traits: { a: 1 } }),
    ...rows('group', { groupId: 'g' }, 'groupId'),
    ...rows('alias', { previousId: 'p' }, 'previousId'),
    {
      route: 'POST /v1/batch',
      body: { writeKey: '$tag', batch },
      ok: 200,
      missing: { body: { batch: undefined }, field: 'batch' },
      wrongType: { body: { batch: 'many' }, field: 'batch' },
      overLimit: { body: { batch: Array.from({ length: 501 }, () => batch[0]) }, field: 'batch' },
      ...PUBLIC,
    },
    {
      route: 'OPTIONS /v1/batch',
      ok: 204,
      missing: NO_FIELD,
      wrongType: NO_FIELD,
      overLimit: NO_FIELD,
      ...PUBLIC,
    },
  ],
};
