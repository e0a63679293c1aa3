import { type Reading } from './eventScript.js';
import { type Generate } from './generate.js';
import type { InstallSettings } from './installSettings.js';
export type { InstallSettings } from './installSettings.js';
/** The base code for a plain page: what a site owner pastes into the head of every page. */
export declare function javascript(settings: InstallSettings): string;
/** A plain page: the base code in its head, the event's code where the event has happened. */
export declare const javascriptCode: Generate;
/** What comes before the arguments of a call, where the base code may not have run. */
export declare const fireFrom: (globalName: string) => string;
/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value; a step that
 * is `null` ends the search, as it does in Tag Manager.
 */
export declare const PAGE_READING: Reading;
