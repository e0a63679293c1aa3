import type { Records } from '../../../../src/server/store/records.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import { account, ad, invitation, NOW, pixel, pixelEvent, savedPixel, tag, token, user } from './rows.ts';

type Row = Record<string, unknown>;
type AnyRecords = Records<Row, unknown[], unknown[]>;

/** Records of one kind, as far as all kinds are alike. */
export interface Kind {
  of: (store: Store) => AnyRecords;
  /** A row of the account `acme`, or of another; two of different numbers share nothing that is one's own. */
  make: (number: number, row?: Row) => Row;
  key: (row: Row) => unknown[];
  /** A key that no row has. */
  noKey: unknown[];
  /** What can be changed, and to what. */
  change: Row;
  /** What no two records share, in the account where it says so. */
  unique: { field: string; inAccount?: true }[];
  /** What is listed, where it is not by accounts. */
  filter?: [];
  isOfAccount?: true;
  hasRevision?: true;
}

const code = { field: 'code', inAccount: true } as const;
const kind = (of: (store: Store) => unknown, make: unknown, rest: Omit<Kind, 'of' | 'make'>): Kind => ({
  of: of as Kind['of'],
  make: make as Kind['make'],
  ...rest,
});

/** All kinds of records. */
export const KINDS: Record<string, Kind> = {
  accounts: kind(
    store => store.accounts,
    (number: number, row: Row = {}) => account(`n${number}`, row),
    {
      key: ({ id }) => [id],
      noKey: ['nobody'],
      change: { name: 'Changed', redirect_hosts: '["b.example"]', time_zone: 'Europe/Vienna' },
      unique: [{ field: 'id' }, { field: 'advertiser_id' }, { field: 'business_id' }],
    },
  ),
  tags: kind(
    store => store.tags,
    (number: number, row: Row = {}) => tag(`t${number}`, { path: `path-${number}`, ...row }),
    {
      key: ({ write_key }) => [write_key],
      noKey: ['nothing'],
      change: {
        name: 'Changed',
        domain: 'b.example',
        disabled: 1,
        dataset_id: 'd',
        retention_days: 7,
        path: 'q',
        images_only: 1,
      },
      unique: [{ field: 'write_key' }, { field: 'integration_id' }, { field: 'path' }],
      isOfAccount: true,
    },
  ),
  savedPixels: kind(
    store => store.savedPixels,
    (number: number, row: Row = {}) => savedPixel(`p${number}`, row),
    {
      key: ({ account_id, id }) => [account_id, id],
      noKey: ['other', 'p1'],
      change: { name: 'Changed', description: 'More', config: '{"a":1}', conversion_type: null },
      unique: [
        { field: 'id', inAccount: true },
        { field: 'name', inAccount: true },
      ],
      isOfAccount: true,
      hasRevision: true,
    },
  ),
  pixelEvents: kind(
    store => store.pixelEvents,
    (number: number, row: Row = {}) => pixelEvent(`e${number}`, row),
    {
      key: ({ account_id, id }) => [account_id, id],
      noKey: ['other', 'e1'],
      change: { title: 'Changed' },
      unique: [{ field: 'id' }],
      isOfAccount: true,
    },
  ),
  conversionPixels: kind(
    store => store.conversionPixels,
    (number: number, row: Row = {}) => pixel(number, { code: `c${number}`, ...row }),
    {
      key: ({ id }) => [id],
      noKey: [99],
      change: { name: 'Changed', post_view_value: 0.1, min_minutes_per_conv: null, state: 'inactive' },
      unique: [{ field: 'id' }, code],
      isOfAccount: true,
      hasRevision: true,
    },
  ),
  lineItems: kind(
    store => store.lineItems,
    (number: number, row: Row = {}) => ad(number, { code: `c${number}`, ...row }),
    {
      key: ({ id }) => [id],
      noKey: [99],
      change: { name: 'Changed', code: null, state: 'inactive' },
      unique: [{ field: 'id' }, code],
      isOfAccount: true,
      hasRevision: true,
    },
  ),
  campaigns: kind(
    store => store.campaigns,
    (number: number, row: Row = {}) => ad(number, { code: `c${number}`, ...row }),
    {
      key: ({ id }) => [id],
      noKey: [99],
      change: { name: 'Changed', code: null, state: 'inactive' },
      unique: [{ field: 'id' }, code],
      isOfAccount: true,
      hasRevision: true,
    },
  ),
  segments: kind(
    store => store.segments,
    (number: number, row: Row = {}) => ad(number, { code: `c${number}`, ...row }),
    {
      key: ({ id }) => [id],
      noKey: [99],
      change: { name: 'Changed', code: null, state: 'inactive' },
      unique: [{ field: 'id' }, code],
      isOfAccount: true,
      hasRevision: true,
    },
  ),
  users: kind(
    store => store.users,
    (number: number, row: Row = {}) => user(`u${number}`, row),
    {
      key: ({ name }) => [name],
      noKey: ['nobody'],
      change: { password: 'y', role: 'editor', accounts: '*', number: 100_000_008, upgraded: 1 },
      unique: [{ field: 'name' }],
      filter: [],
    },
  ),
  invitations: kind(
    store => store.invitations,
    (number: number, row: Row = {}) => invitation(`i${number}`, row),
    {
      key: ({ id }) => [id],
      noKey: ['nothing'],
      change: { accounts: '["other"]' },
      unique: [{ field: 'id' }, { field: 'hash' }],
      filter: [],
    },
  ),
  tokens: kind(
    store => store.tokens,
    (number: number, row: Row = {}) => token(`t${number}`, row),
    {
      key: ({ id }) => [id],
      noKey: ['nothing'],
      change: {
        name: 'Changed',
        scope: 'write',
        accounts: '["acme"]',
        maker_kind: 'user',
        maker_id: 'anna',
        expires_at: NOW,
        publish: 1,
      },
      unique: [{ field: 'id' }, { field: 'hash' }],
      filter: [],
    },
  ),
};
