import { type CallValue, type PixelCall } from './pixelCall.js';
/** How a platform's script reads its variables. */
export interface Reading {
    /** The expression that stands for a variable's value. */
    expression: (value: CallValue) => string;
    /** More columns of the value's row: the first three are its key, the value and whether it is a number. */
    columns?: (value: CallValue) => string[];
    /** More local variables, each with a comma before it. */
    locals?: string;
    /** Statements that turn `row` into `value`, when the expression alone is not enough. */
    statements?: string[];
    /** Statements between the last value and the call. They may change `properties` and `options`. */
    finish?: string[];
}
/** What comes before the arguments of a call, where the base code may not have run. */
export declare const fireFrom: (globalName: string) => string;
/**
 * ES5 that makes one call of the tag, with what the platform has in its variables at that time. What is missing is
 * left out: undefined would hide what `set` has set.
 * @param fire what comes before the arguments of the call
 */
export declare function eventScript(call: PixelCall, fire: string, reading: Reading): string;
