import type { Job } from '../platform.js';
/** The custom pixel that writes the beacon of one event of Shopify's. */
export declare function pixelScript({ call, settings }: Job, event: string): string;
