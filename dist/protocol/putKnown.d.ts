import type { Fields } from './query.js';
/**
 * An object without a prototype whose properties are where its readers expect them: one that is created so is a table of
 * names, which takes twice as long to write as JSON.
 */
export declare const bareObject: () => Fields;
/**
 * Puts a value where a path of plain names leads: through objects, to where nothing is. False where it leads elsewhere: then
 * nothing is changed.
 */
export declare function putKnown(root: Fields, path: string, value: string): boolean;
