import type { Platform } from '../platform.js';
/** Magento 2 and Adobe Commerce: a module for app/code, with its settings among the shop's. */
export declare const magento: Platform<'magento'>;
