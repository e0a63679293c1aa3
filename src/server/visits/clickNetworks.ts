import type { Channel } from '../store/visits.ts';

/** Who puts a click id into addresses, and which visits come with one. */
export interface ClickNetwork {
  /** As the lists of sites name it. */
  source: string;
  /** `paid` where it is in the addresses of ads alone; else what such a visit is where nothing says more. */
  channel: Extract<Channel, 'paid' | 'search' | 'social'>;
}

const paid = (source: string): ClickNetwork => ({ source, channel: 'paid' });

/**
 * Of each click id of `CLICK_IDS` (where its sources stand). Paid is what a network says it adds to its ads' addresses, and
 * what affiliate programmes add, who are paid as well.
 */
const NETWORKS: Record<string, ClickNetwork> = {
  gclid: paid('google'),
  gbraid: paid('google'),
  wbraid: paid('google'),
  gad_source: paid('google'),
  gad_campaignid: paid('google'),
  dclid: paid('google'),
  // Of free listings too: https://support.google.com/merchants/answer/11064698
  srsltid: { source: 'google', channel: 'search' },
  msclkid: paid('bing'),
  // Facebook and Instagram add it to every link that leads out of them, whether anybody paid for it or not.
  fbclid: { source: 'facebook', channel: 'social' },
  ttclid: paid('tiktok'),
  twclid: paid('twitter'),
  li_fat_id: paid('linkedin'),
  // Of pins that nobody paid for too.
  epik: { source: 'pinterest', channel: 'social' },
  sccid: paid('snapchat'),
  rdt_cid: paid('reddit'),
  yclid: paid('yandex'),
  ymclid: paid('yandex'),
  // Of what Yandex found, no ad.
  ysclid: { source: 'yandex', channel: 'search' },
  sznclid: paid('seznam'),
  spclid: paid('spotify'),
  tgclid: paid('telegram'),
  qclid: paid('quora'),
  ndclid: paid('nextdoor'),
  vmcid: paid('yahoo'),
  oppref: paid('chatgpt'),
  tblci: paid('taboola'),
  dicbo: paid('outbrain'),
  irclickid: paid('impact'),
  cjevent: paid('cj'),
  awc: paid('awin'),
  sscid: paid('shareasale'),
  // The collector's own /click: an ad's, whoever sold the place.
  tgpclid: paid(''),
};

/** What a parameter says as a click id, in any capitals; undefined of all others. */
export const clickNetwork = (name: string): ClickNetwork | undefined => {
  const plain = name.toLowerCase();
  return Object.hasOwn(NETWORKS, plain) ? NETWORKS[plain] : undefined;
};
