import type { Fields } from '../../protocol/query.ts';
import { Refused } from '../collect/refused.ts';
import type { AdRow } from '../store/adRecords.ts';
import type { Store } from '../store/store.ts';
import { readId } from './readParameters.ts';

/** What an impression or a click is of. */
export interface Ad {
  /** The line item, else the campaign. */
  row: AdRow;
  /** Both ids, as they travel on. */
  campaign: Fields;
  isActive: boolean;
}

/** The ad that a request names; throws `Refused` where there is none. */
export async function readAd({ lineItems, campaigns }: Store, parameters: Map<string, string>): Promise<Ad> {
  const find = async (name: string, records: { get(id: number): Promise<AdRow | undefined> }) => {
    const id = readId(parameters, name);
    const row = id === undefined ? undefined : await records.get(id);
    if (id !== undefined && !row) throw new Refused(400, `${name}: there is no ${name.slice(0, -3)} ${id}`);
    return row;
  };
  const lineItem = await find('line_item_id', lineItems);
  const campaign = await find('campaign_id', campaigns);
  const row = lineItem ?? campaign;
  if (!row) throw new Refused(400, 'line_item_id: name the ad, like line_item_id=12 or campaign_id=34');
  if (lineItem && campaign && lineItem.account_id !== campaign.account_id) {
    throw new Refused(400, `campaign_id: there is no campaign ${campaign.id}`);
  }
  return {
    row,
    campaign: {
      ...(lineItem && { line_item_id: String(lineItem.id) }),
      ...(campaign && { campaign_id: String(campaign.id) }),
    },
    isActive: [lineItem, campaign].every(each => !each || each.state === 'active'),
  };
}
