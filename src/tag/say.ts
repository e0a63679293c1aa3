import { attempt } from '../protocol/attempt.ts';
import { settings } from './state.ts';

export { attempt };

/** Says something in debug mode. */
export const log = (...parts: unknown[]): void => {
  if (settings.debug || /\btgp_debug=1\b/.test(location.href)) window.console.log('tgp', ...parts);
};

const warned: unknown[] = [];

/** Tells the page's developer about a mistake, once and in every mode. */
export function warn(...parts: unknown[]): void {
  attempt(() => {
    const text = parts.join(' ');
    if (!warned.includes(text)) {
      warned.push(text);
      window.console.warn('tgp', ...parts);
    }
  });
}

/** The word that has most of a name's beginning. */
const nearest = (words: string[], name: string): string =>
  words.find(word => word.startsWith(name)) || nearest(words, name.slice(0, -1));

/**
 * Refuses a name that is none of some words. What it throws is the text that the page's developer reads, and no `Error`: 13
 * bytes less, for a stack that says nothing of the page.
 */
export function oneOf(words: string[], name: unknown): void {
  const known = nearest(words, name + '');
  if (known !== name) throw 'try ' + known;
}

/** Warns of it instead. */
export const hint = (command: string, words: string[], name: string): unknown =>
  attempt(
    () => oneOf(words, name),
    reason => warn(command, name, reason),
  );
