import type { Platform } from '../platform.js';
/**
 * AMP pages run no scripts of ours: `amp-analytics` sends the beacon. A variable is one of its `vars`, which the
 * server that renders the page fills in. AMP has no way to leave out a parameter whose variable is empty: the collector
 * takes that one for none, as it takes an order's `messageId` that ends where the order should be.
 */
export declare const amp: Platform<'amp'>;
