import type { Generate } from './generate.js';
/** Tag Manager by hand: two Custom HTML tags. */
export declare const gtmCode: Generate;
