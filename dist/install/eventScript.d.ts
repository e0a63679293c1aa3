import { type ViewRuns } from './oneView.js';
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
    /** The page may give the event properties that the pixel does not have. */
    isOpen?: true;
    /** The expression of an order's id, where the properties have none. */
    order?: string;
    /** The expression of the tag's write key, where the page gives it. Default: the key itself. */
    writeKey?: string;
    /** How often a page view's code runs; `asked` where the page itself asks for each view. Default: once a view. */
    views?: ViewRuns | 'asked';
}
/** What comes before the arguments of a call, where the base code may not have run, or the name be another script's. */
export declare const fireFrom: (globalName: string) => string;
/** What comes before the arguments of a pixel's call: page views look first whether another code has counted them. */
export declare function fireOf({ command, writeKey: own }: PixelCall, fire: string, { views, writeKey }?: Pick<Reading, 'views' | 'writeKey'>): string;
/**
 * ES5 that makes one call of the tag, with what the platform has in its variables at that time. What is missing or
 * empty is left out: undefined would hide what `set` has set. No script of ours has a `<`: WordPress' wptexturize, which
 * block themes run over what a shop prints, takes it for a tag's and escapes each `&` up to the next `>`.
 * @param fire what comes before the arguments of the call; it ends in the tag's expression, after a space
 */
export declare function eventScript(call: PixelCall, fire: string, reading: Reading): string;
