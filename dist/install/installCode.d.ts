import type { InstallSettings } from './installSettings.js';
import type { Pixel } from './pixel.js';
import type { Language } from './platform.js';
import { type PlatformName } from './platforms.js';
export { InstallError } from './installError.js';
export type { InstallSettings } from './installSettings.js';
/** The code that installs a saved pixel on one platform. */
export interface InstallCode {
    platform: PlatformName;
    language: Language;
    /** What loads the tag: once for all pixels. Empty where the event code is all there is. */
    base_code: string;
    /** What fires this pixel. */
    event_code: string;
    /** More files that go beside the base code, by name. */
    files?: Record<string, string>;
    /** The name of the zip that the files make, where they are the whole of what is installed. */
    archive?: string;
    /** The variables that the platform must have, and where each comes from. */
    required_variables: {
        name: string;
        from: string;
    }[];
    /** What to click, step by step. */
    notes: string[];
}
/**
 * Makes the code of a saved pixel. The beacon it leads to is the same on every platform.
 * Throws an InstallError, with the reason, where the platform can't express it.
 */
export declare function installCode(name: PlatformName, pixel: Pixel, settings: InstallSettings): InstallCode;
