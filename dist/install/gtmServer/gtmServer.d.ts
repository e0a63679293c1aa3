import type { Platform } from '../platform.js';
/**
 * Tag Manager's server container: a client template that takes the tag's beacons, gives them on to the collector, and
 * makes of each an event of the common event data, which all tags of the container read.
 */
export declare const gtmServer: Platform<'gtm-server'>;
