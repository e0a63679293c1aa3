import { PERSONAL } from '../protocol/personal.ts';
import { sourceOfNames } from '../protocol/sourceOfNames.ts';
import { withoutParameters } from '../protocol/withoutParameters.ts';
import { isGranted } from './consent.ts';
import { log } from './say.ts';
import { clickIds } from './session.ts';
import { settings } from './state.ts';

/**
 * A beacon's query without the parameters of addresses that are secrets or persons, and where consent to `ads` is missing
 * without those that say which click led here. Debug mode shows each.
 */
export const cutQuery = (query: string): string =>
  withoutParameters(
    query,
    `(?!(?:${sourceOfNames(settings.keepParameters)})%(?:25)*3D)(?:${sourceOfNames(settings.cutParameters)}|${PERSONAL})` +
      (isGranted('ads') ? '' : '|' + sourceOfNames(clickIds())),
    cut => log('cut', decodeURIComponent(cut)),
  );
