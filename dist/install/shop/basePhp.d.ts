import type { Job } from '../platform.js';
/**
 * The base code as an expression of PHP, whose write key and script URL are expressions too.
 * @param key gives the write key as JSON
 * @param url gives the script's URL as JSON
 */
export declare function basePhp({ settings }: Job, key: string, url: string): string;
/** The script's URL in two parts: the collector's, and a path in which `{key}` stands for the write key. */
export declare function scriptParts({ settings: { scriptUrl, writeKey } }: Job): {
    collector: string;
    path: string;
};
