import type { Fields } from '../../protocol/query.ts';

/** What many visits have in common. What else a campaign says (its term, click ids, whatever a link carries) may be of one person. */
const SHARED = ['name', 'source', 'medium'];

/** A longer one is none that people gave. */
const MAX_LENGTH = 100;

/** An address, or a number or code that may be one person's: of a customer, an order, a mailing. */
const OF_ONE = /@|\d{7}|(?=[a-z-]*\d)[\da-z-]{20}/i;

/** What stays of a campaign (JSON, or '') when its visitor is gone: nothing that may name him. */
export function sharedCampaign(campaign: string): string {
  if (!campaign) return '';
  const fields = JSON.parse(campaign) as Fields;
  const kept = SHARED.flatMap(name => {
    const value = fields[name];
    const isShared = typeof value === 'string' && value.length <= MAX_LENGTH && !OF_ONE.test(value);
    return isShared ? [[name, value]] : [];
  });
  return kept.length ? JSON.stringify(Object.fromEntries(kept)) : '';
}
