import type { Generate } from './generate.js';
/**
 * Tag Manager's own form: a tag template, imported once, and a tag of it for each pixel. It runs sandboxed, so a
 * container that forbids Custom HTML takes it.
 */
export declare const gtmTemplateCode: Generate;
