import { cutEncoded, type Stays } from '../protocol/cutParameters.ts';
import { named } from '../protocol/named.ts';
import { isPersonal } from '../protocol/personal.ts';
import { isGranted } from './consent.ts';
import { log } from './say.ts';
import { clickIds } from './session.ts';
import { settings } from './state.ts';

/** Whether a parameter stays in an address. Debug mode shows each that does not. */
export const stays: Stays = (name, value) => {
  const isCut =
    (!isGranted('ads') && named(clickIds(), name)) ||
    (!named(settings.keepParameters, name) &&
      (isPersonal(name, value) || named(settings.cutParameters, name)));
  if (isCut) log('cut', name + '=' + value);
  return !isCut;
};

/**
 * A beacon's query without the parameters of addresses that are secrets or persons, and where consent to `ads` is missing
 * without those that say which click led here: in every address that stands in it, and in those that stand in these.
 */
export const cutQuery = (query: string): string => cutEncoded(query, stays);
