import { isGranted } from './consent.ts';

/** What stands in a URL's query about where the visit came from. */
export type Campaign = Record<string, string>;

/**
 * Click ids of the ad networks: gclid, dclid, fbclid, ttclid, tgclid, twclid, spclid, yclid, msclkid, gbraid,
 * wbraid, li_fat_id, epik, rdt_cid, ScCid. Each says which click led here, so each needs consent to `ads`.
 */
const CLICK_ID = /^(\w+clk?id|[gw]braid|li_fat_id|epik|rdt_cid|ScCid)$/;

/** Longer than every click id seen, short enough for a cookie. */
const MAX_VALUE = 500;

export function readCampaign(url: string): Campaign {
  const campaign: Campaign = {};
  new URL(url).searchParams.forEach((value, key) => {
    const name = key.replace(/^utm_(campaign$)?/, (_, isName) => (isName ? 'name' : ''));
    if (value && (name !== key || CLICK_ID.test(key))) campaign[name] = value.slice(0, MAX_VALUE);
  });
  return campaign;
}

/** The part that consent lets the tag store and send. */
export function allowedCampaign(campaign: Campaign): Campaign {
  const allowed: Campaign = {};
  for (const key in campaign) {
    if (isGranted('ads') || !CLICK_ID.test(key)) allowed[key] = campaign[key]!;
  }
  return allowed;
}
