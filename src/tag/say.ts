import { attempt } from '../protocol/attempt.ts';
import { own } from './own.ts';
import { Later } from './platform.ts';
import { destinations, settings } from './state.ts';

export { attempt };

/** Runs something at the end of the task. By a promise: `queueMicrotask` is younger than the tag's engines. */
export const soon = (run: () => unknown): unknown => Later.resolve().then(run);

/** Says something to `tgp.debug.js`, where that looks into the page. */
export const note = (...parts: unknown[]): unknown => destinations.said && destinations.said.push(parts);

/** The same, and in debug mode on the console: one line of what goes well, and each thing that does not. */
export const log = (...parts: unknown[]): void => {
  note(...parts);
  if (settings.debug || /\btgp_debug=1\b/.test(location.href)) window.console.log('tgp', ...parts);
};

const warned: { [text: string]: unknown } = /* @__PURE__ */ own();

/** Tells the page's developer about a mistake, once and in every mode. */
export function warn(...parts: unknown[]): void {
  attempt(() => {
    note('warn', ...parts);
    const text = parts.join(' ');
    if (!warned[text]) {
      warned[text] = 1;
      window.console.warn('tgp', ...parts);
    }
  });
}

/** The word that has most of a name's beginning. */
const nearest = (words: string[], name: string): string =>
  words.filter(word => word.startsWith(name))[0] || nearest(words, name.slice(0, -1));

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
