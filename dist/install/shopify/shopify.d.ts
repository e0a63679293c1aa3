import type { Platform } from '../platform.js';
/**
 * A custom pixel. It runs in a sandboxed frame of no origin: no cookies, no localStorage, another URL. The tag would
 * make a new visitor of each event there, so the pixel writes the beacon itself, from what Shopify hands it.
 */
export declare const shopify: Platform<'shopify'>;
