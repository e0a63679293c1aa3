import { type Reading } from '../eventScript.js';
import type { Job, Platform } from '../platform.js';
/** The event's code in a page that reads its variables so. */
export declare const pageEvent: ({ call, settings }: Job, reading: Reading) => string;
/** A plain page: the base code in its head, the event's code where the event has happened. */
export declare const page: Platform<'javascript'>;
