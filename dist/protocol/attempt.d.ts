/**
 * Runs something that can throw for reasons of the page's or the browser's own: storage that is blocked,
 * text that is not JSON, a callback with a mistake in it.
 */
export declare function attempt<Value>(run: () => Value, report?: (error: unknown) => void): Value | undefined;
