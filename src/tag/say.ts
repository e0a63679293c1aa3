import { attempt } from '../protocol/attempt.ts';
import { destinations, settings } from './state.ts';

export { attempt };

/** Says something in debug mode, and to `tgp.debug.js` where that looks into the page. */
export const log = (...parts: unknown[]): void => {
  destinations.said && destinations.said.push(parts);
  if (settings.debug || /\btgp_debug=1\b/.test(location.href)) window.console.log('tgp', ...parts);
};

const warned: unknown[] = [];

/** Tells the page's developer about a mistake, once and in every mode. */
export function warn(...parts: unknown[]): void {
  attempt(() => {
    log('warn', ...parts);
    const text = parts.join(' ');
    if (!warned.includes(text)) {
      warned.push(text);
      window.console.warn('tgp', ...parts);
    }
  });
}

/** The word that has most of a name's beginning. */
export const nearest = (words: string[], name: string): string =>
  words.find(word => word.startsWith(name)) || nearest(words, name.slice(0, -1));

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
