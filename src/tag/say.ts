import { settings } from './state.ts';

/** Says something in debug mode. */
export const log = (...parts: unknown[]): void => {
  if (settings.debug || /\btgp_debug=1\b/.test(location.href)) window.console.log('tgp', ...parts);
};

/** Tells the page's developer about a mistake, in every mode. */
export const warn = (...parts: unknown[]): void => void attempt(() => window.console.warn('tgp', ...parts));

/**
 * Runs something that can throw for reasons of the page's or the browser's own: storage that is blocked,
 * text that is not JSON, a callback with a mistake in it.
 */
export function attempt<Value>(run: () => Value, report?: (error: unknown) => void): Value | undefined {
  try {
    return run();
  } catch (error) {
    if (report) report(error);
  }
}

/** Whether a value is one of the words in a text such as `granted, denied, pending`. */
export const isOneOf = (words: string, value: unknown): boolean =>
  words.split(', ').includes(value as string);

/**
 * Refuses a value that is none of the words in a text such as `granted, denied, pending`. What it throws is the text
 * that the page's developer reads, and no `Error`: 13 bytes less, for a stack that says nothing of the page.
 */
export function oneOf(words: string, value: unknown): void {
  if (!isOneOf(words, value)) throw value + ' is not ' + words;
}
