import type { CallValue, PixelCall } from '../pixelCall.js';
/** The event's code, on its condition. */
export declare const tealiumEvent: (call: PixelCall, globalName: string, expression: (value: CallValue) => string) => string;
