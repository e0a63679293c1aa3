import { createHash } from 'node:crypto';
import { CLICK_IDS } from '../../protocol/clickIds.ts';
import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';
import { indexed } from '../store/indexed.ts';

/** What brought a visitor: an ad that was seen, or a click. Stored: never rename. */
export type TouchKind = 'view' | 'click';

export interface Touch {
  id: string;
  kind: TouchKind;
  /** In ms, by the collector's clock. */
  time: number;
  line_item_id: number | null;
  campaign_id: number | null;
  /** `context.campaign` of a landing, as JSON; '' of an ad's own pixel. */
  campaign: string;
}

const KNOWN = new Set(CLICK_IDS.map(name => name.toLowerCase()));

/** The click id that a redirect of ours carries into the landing page. */
export const CLICK_ID = 'tgpclid';

/** Longest `context.campaign` that is kept, as JSON: a tag cuts each value at 500 characters. */
const MAX_CAMPAIGN = 8000;

/**
 * The touch that an event is; undefined of most. All events of a visit carry the campaign it came with: they are one
 * touch, at the time of the earliest.
 */
export function touchOf(event: StoredEvent): Touch | undefined {
  const { type, messageId, time, fields } = event;
  if (type === 'impression' || type === 'click') {
    const ad = record(record(fields.context).campaign);
    const kind = type === 'click' ? 'click' : 'view';
    const ids = { line_item_id: numberOf(ad.line_item_id), campaign_id: numberOf(ad.campaign_id) };
    return { id: messageId, kind, time, ...ids, campaign: '' };
  }
  if (type === 'fire') return undefined;
  const { campaign, sessionId } = record(fields.context);
  if (!Object.keys(record(campaign)).some(isOfCampaign)) return undefined;
  const text = JSON.stringify(campaign);
  if (text.length > MAX_CAMPAIGN) return undefined;
  const visit = typeof sessionId === 'string' ? sessionId : messageId;
  // As a rebuild reads them.
  const key = JSON.stringify([indexed(event.anonymousId), indexed(event.userId), visit, text]);
  const id = createHash('sha256').update(key).digest('base64url');
  return { id, kind: 'click', time, line_item_id: null, campaign_id: null, campaign: text };
}

/**
 * Whether a field of a campaign says where a visit came from. What only ends like a click id (`icid`, `docId`) is none:
 * until 0.2.0 the tag took it for one.
 */
const isOfCampaign = (name: string): boolean => !/c(lk?)?id$/i.test(name) || KNOWN.has(name.toLowerCase());

/** The click of our own that a landing names. */
export function clickIdOf({ campaign }: Touch): string | undefined {
  const id = campaign && record(JSON.parse(campaign))[CLICK_ID];
  return typeof id === 'string' ? id : undefined;
}

const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const numberOf = (value: unknown): number | null =>
  typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : null;
