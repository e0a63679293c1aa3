import type { InstallSettings } from '../installSettings.js';
/** Where the collector serves the tag's package, for a command line; undefined where it has no https address. */
export declare function packageUrl(settings: InstallSettings): string | undefined;
