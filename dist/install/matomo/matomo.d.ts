import type { Platform } from '../platform.js';
/** Matomo Tag Manager: two Custom HTML tags. In their scripts a variable's name between braces is its value. */
export declare const matomo: Platform<'matomo'>;
