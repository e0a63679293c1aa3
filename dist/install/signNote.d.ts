import type { PixelCall } from './pixelCall.js';
/**
 * How the site's server vouches for what a conversion is worth; nothing for other events.
 * @param where the server says it on this platform
 */
export declare const signNote: ({ command }: PixelCall, where: string) => string[];
