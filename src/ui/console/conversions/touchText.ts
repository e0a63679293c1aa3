import { TEXT } from '../text.ts';
import type { JudgedTouch } from './answers.ts';

const T = TEXT.conversions;

/** What is told of lines that have names: by their numbers. */
export type Names = ReadonlyMap<number, string>;

type Touched = Pick<JudgedTouch, 'line_item_id' | 'campaign_id' | 'campaign'>;

/** Whether it is a visit that some campaign brought, and no ad of a line item. */
export const isLanding = ({ line_item_id, campaign }: Touched): boolean =>
  line_item_id === null && campaignText(campaign) !== '';

/** What a touch was of: a line item's ad, or the campaign of a landing. */
export function touchText({ line_item_id, campaign_id, campaign }: Touched, lineItems: Names): string {
  if (line_item_id !== null) return T.lineItem(named(line_item_id, lineItems));
  const landing = campaignText(campaign);
  if (landing) return T.landing(landing);
  return campaign_id === null ? T.ad : T.campaign(String(campaign_id));
}

/** A name; of what has none, or is not known, its number. */
export const nameOf = (id: number, names: Names): string => names.get(id) || String(id);

/** A name and its number, or the number alone. */
export function named(id: number, names: Names): string {
  const name = names.get(id);
  return name === undefined ? String(id) : `“${name}” (${id})`;
}

/** The little by which a campaign is known; '' where it says nothing. */
export function campaignText(campaign: Record<string, unknown> | null): string {
  if (!campaign) return '';
  const text = (name: string) => (typeof campaign[name] === 'string' ? (campaign[name] as string) : '');
  const from = [text('source'), text('medium')].filter(Boolean).join(' / ');
  const name = text('name');
  if (name || from) return name && from ? `${name} (${from})` : name || from;
  return Object.keys(campaign).join(', ');
}
