import type { Platform } from '../platform.js';
/** For e-mail: an open pixel. */
export declare const email: Platform<'email'>;
