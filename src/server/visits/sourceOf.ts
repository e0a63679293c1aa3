import type { Fields } from '../../protocol/query.ts';
import type { VisitRow } from '../store/visits.ts';
import { type ClickNetwork, clickNetwork } from './clickNetworks.ts';
import { mediumChannel } from './mediumChannel.ts';
import { referrerOf } from './referrerOf.ts';
import { type Site, siteNamed, siteOf } from './siteOf.ts';

/** What brought a visit. */
export type Source = Pick<VisitRow, 'channel' | 'source' | 'medium' | 'campaign' | 'referrer'>;

/** Longest text that is kept of what an address says. */
const MAX_TEXT = 200;

/** What an event says of what brought its visit. */
export interface Landing {
  /** Address of the page, of the one that led to it, and what the tag read of a campaign. */
  page: string;
  referrer: string;
  campaign: Fields;
}

/**
 * What brought a visit, by the first of these that says it: a click id that only ads have, the campaign's medium, its source,
 * the referrer, another click id. A campaign that says none of it is one all the same.
 */
export function sourceOf({ page, referrer: from, campaign: told }: Landing): Source {
  const campaign = Object.keys(told).length ? told : campaignIn(page);
  const named = textOf(campaign.source);
  const medium = textOf(campaign.medium).toLowerCase();
  const name = textOf(campaign.name);
  const referrer = referrerOf(from, page);

  const clicks = Object.keys(campaign).map(clickNetwork).filter(Boolean) as ClickNetwork[];
  const ad = clicks.find(({ channel }) => channel === 'paid');
  const click = clicks[0];
  const site = named ? siteNamed(named) : referrer ? siteOf(referrer) : undefined;
  const isCampaign = Boolean(named || medium || name || textOf(campaign.term) || textOf(campaign.content));
  const channel =
    (ad && 'paid') ??
    (medium ? mediumChannel(medium) : undefined) ??
    site?.channel ??
    (isCampaign ? 'campaign' : undefined) ??
    (referrer ? 'referral' : undefined) ??
    click?.channel ??
    'direct';
  const source = sourceName({ named, site, ad, referrer, click });
  return { channel, source, medium, campaign: name, referrer };
}

/** One name for a source, whoever says it: a campaign, an ad's click id, the referrer. */
function sourceName({ named, site, ad, referrer, click }: Said): string {
  if (named) return site?.name ?? named.toLowerCase();
  return ad?.source || site?.name || referrer || click?.source || '';
}

interface Said {
  named: string;
  site: Site | undefined;
  ad: ClickNetwork | undefined;
  referrer: string;
  click: ClickNetwork | undefined;
}

/** What a page's own address says of a campaign: for senders that don't read it themselves. */
function campaignIn(page: string): Fields {
  const query = /\?([^#]*)/.exec(page)?.[1];
  if (!query) return {};
  const campaign: Fields = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const name = /^utm_(campaign|source|medium|term|content)$/i.exec(key)?.[1]?.toLowerCase();
    if (name) campaign[name === 'campaign' ? 'name' : name] ??= value;
    else if (clickNetwork(key)) campaign[key] ??= value;
  }
  return campaign;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim().replace(/\s+/g, ' ').slice(0, MAX_TEXT) : '';
