import type { Platform } from '../platform.js';
/**
 * Tag Manager's own form: a tag template, imported once, and a tag of it for each pixel. It runs sandboxed, so a
 * container that forbids Custom HTML takes it.
 */
export declare const gtmTemplate: Platform<'gtm-template'>;
