import type { Job } from '../platform.js';
/** Expressions of PHP for what the shop's settings hold, each of them as JSON. */
export interface SettingsPhp {
    key: string;
    url: string;
    collector: string;
}
/** The base code as an expression of PHP, with what the shop's settings hold. */
export declare function basePhp({ settings }: Job, php: SettingsPhp): string;
/** The collector as the settings have it at first; `/` for the shop's own site. */
export declare const firstCollector: ({ settings }: Job) => string;
/**
 * The script's URL as an expression of PHP: below the collector of the settings, or where the script is none of its own,
 * as it is. The tag's own path is that of one write key: the script of another one is where every tag's is.
 * @param key gives the write key
 * @param collector gives the collector, without a slash at its end
 */
export declare function scriptUrlPhp({ settings }: Job, key: string, collector: string): string;
