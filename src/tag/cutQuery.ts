import { PERSONAL } from '../protocol/personal.ts';
import { withoutParameters } from '../protocol/withoutParameters.ts';
import { isGranted } from './consent.ts';
import { log } from './say.ts';
import { clickIds } from './session.ts';
import { settings } from './state.ts';

/** Whole names as source of a regular expression. */
const sourceOf = (names: string[] = []): string => names.join('|').replace(/[^\w|]/g, '\\$&');

/**
 * A beacon's query without the parameters of addresses that are secrets or persons, and where consent to `ads` is missing
 * without those that say which click led here. Debug mode shows each.
 */
export const cutQuery = (query: string): string =>
  withoutParameters(
    query,
    `(?!(?:${sourceOf(settings.keepParameters)})%)(?:${sourceOf(settings.cutParameters)}|${PERSONAL})` +
      (isGranted('ads') ? '' : '|' + sourceOf(clickIds())),
    cut => log('cut', decodeURIComponent(cut)),
  );
