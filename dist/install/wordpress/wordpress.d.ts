import type { Platform } from '../platform.js';
/** WordPress and WooCommerce: two files for wp-content/mu-plugins, which need no theme and no activation. */
export declare const wordpress: Platform<'wordpress'>;
