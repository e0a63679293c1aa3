import type { AdRow, ConversionPixelRow } from '../../../../src/server/store/adRecords.ts';
import type { NewAuditRow } from '../../../../src/server/store/audit.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';
import type { InvitationRow } from '../../../../src/server/store/invitations.ts';
import type {
  AccountRow,
  PixelEventRow,
  SavedPixelRow,
  TagRow,
  TokenRow,
} from '../../../../src/server/store/rows.ts';
import type { Store } from '../../../../src/server/store/store.ts';
import type { SessionRow, UserRow } from '../../../../src/server/store/users.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** When all of it happens: neither the start of an hour nor of a minute. */
export const NOW = Date.parse('2026-11-21T10:20:30.400Z');
export const THIS_HOUR = Date.parse('2026-11-21T10:00:00Z');

/** The category of purchases. */
export const PURCHASE = 7;

export const account = (id: string, row: Partial<AccountRow> = {}): AccountRow => ({
  id,
  name: `Name of ${id}`,
  // Another one for each id: its letters are the digits of a number.
  advertiser_id: Number.parseInt(id.slice(0, 8), 36),
  business_id: `business-${id}`,
  created_at: NOW,
  redirect_hosts: '[]',
  orders_across_tags: 0,
  time_zone: null,
  ...row,
});

export const tag = (write_key: string, row: Partial<TagRow> = {}): TagRow => ({
  write_key,
  account_id: 'acme',
  name: `Name of ${write_key}`,
  domain: 'a.example',
  disabled: 0,
  created_at: NOW,
  integration_id: `integration-${write_key}`,
  dataset_id: null,
  retention_days: null,
  path: null,
  images_only: 0,
  hosts: '[]',
  secret: null,
  secret_made_at: null,
  cut_parameters: '[]',
  keep_parameters: '[]',
  ...row,
});

export const savedPixel = (id: string, row: Partial<SavedPixelRow> = {}): SavedPixelRow => ({
  account_id: 'acme',
  id,
  name: `Name of ${id}`,
  description: null,
  pixel_type: 'conversion',
  conversion_type: 'purchase',
  config: '{}',
  target_platform: 'javascript',
  created_by: 1,
  created_at: NOW,
  updated_at: NOW,
  revision: 1,
  ...row,
});

export const pixelEvent = (id: string, row: Partial<PixelEventRow> = {}): PixelEventRow => ({
  id,
  account_id: 'acme',
  title: `Title of ${id}`,
  type: 'purchase',
  created_at: NOW,
  ...row,
});

export const token = (id: string, row: Partial<TokenRow> = {}): Omit<TokenRow, 'number'> => ({
  id,
  name: `Name of ${id}`,
  hash: `hash-${id}`,
  scope: 'read',
  accounts: '*',
  created_at: NOW,
  revoked_at: null,
  maker_kind: null,
  maker_id: null,
  expires_at: null,
  publish: 0,
  people: 0,
  ...row,
});

export const user = (name: string, row: Partial<UserRow> = {}): UserRow => ({
  name,
  password: 'x',
  role: 'viewer',
  accounts: '["acme"]',
  created_at: NOW,
  number: 100_000_007,
  people: 0,
  upgraded: 0,
  ...row,
});

export const session = (hash: string, row: Partial<SessionRow> = {}): SessionRow => ({
  hash,
  user_name: 'anna',
  created_at: NOW,
  used_at: NOW,
  kind: 'auth',
  ...row,
});

export const invitation = (id: string, row: Partial<InvitationRow> = {}): InvitationRow => ({
  id,
  hash: `hash of ${id}`,
  role: 'editor',
  accounts: '["acme"]',
  people: 0,
  name: '',
  created_at: NOW,
  expires_at: NOW + 9,
  maker_kind: 'user',
  maker_id: 'anna',
  ...row,
});

/** A line item or a campaign. */
export const ad = (id: number, row: Partial<AdRow> = {}): AdRow => ({
  account_id: 'acme',
  id,
  code: null,
  name: `Name of ${id}`,
  state: 'active',
  created_at: NOW,
  last_modified: NOW,
  revision: 1,
  ...row,
});

/** A pixel that counts every purchase. */
export const pixel = (id: number, row: Partial<ConversionPixelRow> = {}): ConversionPixelRow => ({
  ...ad(id),
  trigger_type: 'hybrid',
  min_minutes_per_conv: 0,
  post_view_expire_mins: null,
  post_click_expire_mins: null,
  post_view_value: null,
  post_click_value: null,
  piggyback_pixels: '[]',
  pixel_conversion_event_id: PURCHASE,
  landings_count: 1,
  ...row,
});

export const auditRow = (row: Partial<NewAuditRow> = {}): NewAuditRow => ({
  time: NOW,
  actor_kind: 'token',
  actor_id: 't1',
  actor_name: 'Token',
  method: 'POST',
  route: '/accounts',
  record_kind: 'account',
  record_id: 'acme',
  account_id: 'acme',
  status: 201,
  published: null,
  ...row,
});

/** An event that happened when it was received, now or at `time`. */
export const event = (messageId: string, given: Partial<StoredEvent> = {}): StoredEvent => ({
  writeKey: 'k1',
  messageId,
  type: 'track',
  event: 'E',
  anonymousId: 'a',
  userId: '',
  receivedAt: given.time ?? NOW,
  time: given.receivedAt ?? NOW,
  clamped: false,
  fields: {},
  ...given,
});

/** A purchase of the visitor `a`. */
export const purchase = (
  messageId: string,
  given: Partial<StoredEvent> = {},
  properties: Record<string, string> = {},
): StoredEvent => event(messageId, { event: 'purchase', ...given, fields: { properties } });

/** An ad that the visitor `a` saw or clicked. */
export const adEvent = (
  messageId: string,
  type: 'impression' | 'click',
  given: Partial<StoredEvent> = {},
  campaign: { line_item_id?: string; campaign_id?: string } = { line_item_id: '5' },
): StoredEvent =>
  event(messageId, {
    type,
    event: campaign.line_item_id ?? '',
    ...given,
    fields: { context: { campaign } },
  });

/** A landing of the visitor `a` with a campaign. */
export const landing = (
  messageId: string,
  campaign: Record<string, string>,
  given: Partial<StoredEvent> = {},
  sessionId = 's1',
): StoredEvent =>
  event(messageId, { type: 'page', event: '', ...given, fields: { context: { campaign, sessionId } } });

/** Two accounts with tags: `k1` and `k2` are of `acme`, `o1` of `other`. */
export async function addAccounts(store: Store): Promise<void> {
  for (const id of ['acme', 'other']) await store.accounts.add(account(id));
  for (const [key, account_id] of [
    ['k1', 'acme'],
    ['k2', 'acme'],
    ['o1', 'other'],
  ] as const) {
    await store.tags.add(tag(key, { account_id }));
  }
}

/** Each when the one before has settled. */
export async function append(store: Store, ...events: StoredEvent[]): Promise<boolean[]> {
  const isNew: boolean[] = [];
  for (const each of events) isNew.push(await store.append(each));
  return isNew;
}
