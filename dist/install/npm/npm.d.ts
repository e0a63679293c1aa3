import type { Platform } from '../platform.js';
/** A site with a bundler: the tag as a package, which the collector serves: no registry has it. */
export declare const npm: Platform<'npm'>;
