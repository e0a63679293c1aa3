import type { InstallSettings } from './installSettings.js';
import type { PixelCall } from './pixelCall.js';
export type Language = 'html' | 'javascript' | 'json' | 'php' | 'template';
/** What a platform's code is made of. */
export interface Job {
    call: PixelCall;
    /** The saved pixel's name, for people. */
    name: string;
    settings: InstallSettings & {
        globalName: string;
        options: Record<string, unknown>;
    };
}
export interface Generated {
    language: Language;
    base_code: string;
    event_code: string;
    /** More files that go beside the base code, by name. */
    files?: Record<string, string>;
    notes: string[];
}
/** Makes one platform's code. Throws an InstallError where that platform can't express it. */
export type Generate = (job: Job) => Generated;
/** What every base code that makes a page view by itself says about the next pixel. */
export declare const ONCE = "The base code goes on every page, once for all pixels of this tag.";
