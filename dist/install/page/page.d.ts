import type { Platform } from '../platform.js';
/** A plain page: the base code in its head, the event's code where the event has happened. */
export declare const page: Platform<'javascript'>;
