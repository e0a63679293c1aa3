import type { AdRow, ConversionPixelRow } from '../../store/adRecords.ts';
import type { InvitationRow } from '../../store/invitations.ts';
import type { AccountRow, PixelEventRow, SavedPixelRow, TagRow, TokenRow } from '../../store/rows.ts';
import type { UserRow } from '../../store/users.ts';

/** The columns of a record, by its fields: the tables have others beside them. */
const columnsOf = <Row>(columns: { [column in keyof Required<Row> & string]: true }) =>
  Object.keys(columns) as (keyof Row & string)[];

export const ACCOUNT = columnsOf<AccountRow>({
  id: true,
  name: true,
  advertiser_id: true,
  business_id: true,
  created_at: true,
  redirect_hosts: true,
  orders_across_tags: true,
  time_zone: true,
});

export const TAG = columnsOf<TagRow>({
  write_key: true,
  account_id: true,
  name: true,
  domain: true,
  disabled: true,
  created_at: true,
  integration_id: true,
  dataset_id: true,
  retention_days: true,
  path: true,
  images_only: true,
  cut_parameters: true,
  keep_parameters: true,
  hosts: true,
  secret: true,
  secret_made_at: true,
});

export const SAVED_PIXEL = columnsOf<SavedPixelRow>({
  account_id: true,
  id: true,
  name: true,
  description: true,
  pixel_type: true,
  conversion_type: true,
  config: true,
  target_platform: true,
  created_by: true,
  created_at: true,
  updated_at: true,
  revision: true,
});

export const PIXEL_EVENT = columnsOf<PixelEventRow>({
  id: true,
  account_id: true,
  title: true,
  type: true,
  created_at: true,
});

export const AD = columnsOf<AdRow>({
  account_id: true,
  id: true,
  code: true,
  name: true,
  state: true,
  created_at: true,
  last_modified: true,
  revision: true,
});

export const CONVERSION_PIXEL = columnsOf<ConversionPixelRow>({
  account_id: true,
  id: true,
  code: true,
  name: true,
  state: true,
  created_at: true,
  last_modified: true,
  revision: true,
  trigger_type: true,
  min_minutes_per_conv: true,
  post_view_expire_mins: true,
  post_click_expire_mins: true,
  post_view_value: true,
  post_click_value: true,
  piggyback_pixels: true,
  pixel_conversion_event_id: true,
  landings_count: true,
});

export const USER = columnsOf<UserRow>({
  name: true,
  password: true,
  role: true,
  accounts: true,
  created_at: true,
  number: true,
  people: true,
  upgraded: true,
});

export const TOKEN = columnsOf<TokenRow>({
  id: true,
  number: true,
  name: true,
  hash: true,
  scope: true,
  accounts: true,
  created_at: true,
  revoked_at: true,
  maker_kind: true,
  maker_id: true,
  expires_at: true,
  publish: true,
  people: true,
});

export const INVITATION = columnsOf<InvitationRow>({
  id: true,
  hash: true,
  role: true,
  accounts: true,
  people: true,
  name: true,
  created_at: true,
  expires_at: true,
  maker_kind: true,
  maker_id: true,
});
