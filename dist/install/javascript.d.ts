import type { InstallSettings } from './installSettings.js';
/** The base code for a plain page: what a site owner pastes into the head of every page. */
export declare function javascript(settings: InstallSettings & {
    viewByPixel?: boolean;
}): string;
/** A script as it stands in HTML. */
export declare const scriptElement: (code: string, { nonce }: InstallSettings) => string;
