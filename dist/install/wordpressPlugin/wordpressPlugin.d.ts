import type { Platform } from '../platform.js';
/** WordPress and WooCommerce as a plugin: a zip to upload, with a page of settings. */
export declare const wordpressPlugin: Platform<'wordpress-plugin'>;
