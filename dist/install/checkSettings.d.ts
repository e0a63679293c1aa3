import type { InstallSettings } from './installSettings.js';
/** Throws an InstallError for settings that no code can be made of. */
export declare function checkSettings({ writeKey, scriptUrl, endpoint, version, globalName, integrity, }: InstallSettings): void;
