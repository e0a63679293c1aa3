import type { Generate } from './generate.js';
import type { CallValue, PixelCall } from './pixelCall.js';
/** Tealium by hand: two JavaScript Code extensions, which run with `a` (view or link) and `b` (the data). */
export declare const tealiumCode: Generate;
/** The event's code, on its condition. */
export declare const tealiumEvent: (call: PixelCall, globalName: string, expression: (value: CallValue) => string) => string;
