import type { Platform } from '../platform.js';
/**
 * Adobe Experience Platform Tags (Launch): two rules, each with an action "Custom Code" of the Core extension. Such
 * code is a function of `event`, and in it a data element's name between two percent signs is replaced.
 */
export declare const adobe: Platform<'adobe-tags'>;
