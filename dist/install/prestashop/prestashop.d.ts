import type { Platform } from '../platform.js';
/** PrestaShop 1.7 and later: a module to upload, with a page of settings. */
export declare const prestashop: Platform<'prestashop'>;
