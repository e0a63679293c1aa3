import type { Job } from '../platform.js';
/**
 * A pixel as a JavaScript function of `data` and of the write key, which a shop's own code calls with what it knows of an
 * order and with the key of its settings. Its texts hold for a script element of a page.
 */
export declare function shopEvent({ call, settings }: Job): string;
