import type { CallValue } from './pixelCall.js';
import { type Platform } from './platforms.js';
/** Where a variable must come from, in the platform's own terms. */
export declare const variableSource: (platform: Platform, value: CallValue) => string;
