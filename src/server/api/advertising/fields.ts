import { CONVERSION_EVENTS } from '../../../protocol/conversions.ts';

/** A record as it is answered. */
export type Json = Record<string, unknown>;

/** A field of a record, as `/meta` tells of it. */
export interface RecordField {
  name: string;
  type: 'int' | 'double' | 'string' | 'enum' | 'boolean' | 'timestamp' | 'array' | 'object';
  readOnly?: true;
  /** Methods that don't go without it. */
  requiredOn?: ('POST' | 'PUT')[];
  default?: string | number | boolean | null;
  /** Of an enum. */
  values?: readonly (string | number)[];
}

/** Every collector is one member. */
export const MEMBER_ID = 1;

export const STATES = ['active', 'inactive'] as const;
export const TRIGGERS = ['view', 'click', 'hybrid'] as const;
export const EVENT_IDS = CONVERSION_EVENTS.map(({ id }) => id);

const readOnly = true;
const state: RecordField = { name: 'state', type: 'enum', values: STATES, default: 'active' };

/** What all records have. */
const COMMON: RecordField[] = [
  { name: 'id', type: 'int', requiredOn: ['PUT'] },
  { name: 'code', type: 'string', default: null },
  { name: 'name', type: 'string', requiredOn: ['POST'] },
  state,
  { name: 'advertiser_id', type: 'int', requiredOn: ['POST'] },
  { name: 'member_id', type: 'int', readOnly },
  { name: 'created_on', type: 'timestamp', readOnly },
  { name: 'last_modified', type: 'timestamp', readOnly },
];

export const PIXEL_FIELDS: RecordField[] = [
  ...COMMON,
  { name: 'campaigns', type: 'array', readOnly },
  { name: 'line_items', type: 'array', readOnly },
  { name: 'trigger_type', type: 'enum', values: TRIGGERS, default: 'click' },
  { name: 'min_minutes_per_conv', type: 'int', default: null },
  { name: 'post_view_expire_mins', type: 'int', default: null },
  { name: 'post_click_expire_mins', type: 'int', default: null },
  { name: 'post_click_value', type: 'double', default: null },
  { name: 'post_view_value', type: 'double', default: null },
  { name: 'landings_count', type: 'boolean', default: true },
  { name: 'piggyback_pixels', type: 'array', default: null },
  { name: 'pixel_conversion_event', type: 'object', readOnly },
  { name: 'pixel_conversion_event_id', type: 'enum', values: EVENT_IDS, default: null },
];

/** A segment's: its name has two names. */
export const SEGMENT_FIELDS: RecordField[] = [
  ...COMMON,
  { name: 'short_name', type: 'string', requiredOn: ['POST'] },
  { name: 'count', type: 'object', readOnly },
];

/** A line item's or a campaign's. */
export const USE_FIELDS: RecordField[] = [...COMMON, { name: 'pixels', type: 'array', default: null }];
