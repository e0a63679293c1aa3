import { settings } from './settings.ts';

/** Says something in debug mode. */
export const log = (...parts: unknown[]): void => {
  if (settings.debug || /tgp_debug=1/.test(document.URL)) console.log('tgp', ...parts);
};

/** Tells the page's developer about a mistake, in every mode. */
export const warn = (...parts: unknown[]): void => console.warn('tgp', ...parts);
