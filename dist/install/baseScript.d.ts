import type { InstallSettings } from './installSettings.js';
/** The options of `init`. */
export declare const initOptions: ({ endpoint, options }: InstallSettings) => object;
/** ES5 that loads the tag once and gives it its write key. */
export declare function baseScript(settings: InstallSettings & {
    viewByPixel?: boolean;
}): string;
