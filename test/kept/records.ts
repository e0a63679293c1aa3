import type { Answer } from './maker.ts';

/** What every kind of record is there as, by the names that the events and pages know them by. */
export interface Records {
  tokens: Record<string, string>;
  user: { name: string; password: string };
  tags: Record<'shop' | 'blog' | 'closed' | 'brief' | 'other', Answer>;
  business: string;
  saved: Record<'order' | 'view' | 'cart' | 'gtm' | 'tealium', string>;
  pixelEvents: Record<'purchase' | 'custom', string>;
  pixels: Record<'once' | 'all' | 'hour' | 'view' | 'off' | 'gone' | 'scripts' | 'lone', number>;
  lineItems: Record<'spring' | 'autumn', number>;
  campaigns: Record<'brand' | 'sale', number>;
}
