import { element } from '../element.ts';
import type { Place } from './parts/format.ts';
import type { Refusal } from './refusal.ts';
import { TEXT } from './text.ts';

const T = TEXT.live;

/** Most kinds of refusals that are shown. */
const MAX = 100;

export interface RefusalList {
  /** Adds refusals, the last to happen last; one that is there already is the newer one. */
  add(refusals: Refusal[]): void;
  clear(): void;
}

/**
 * Beacons that were refused, the last on top, with what helps.
 * @param box what is hidden while there are none
 * @param sum says how many there are
 * @param place whose time zone times are told in. Default: the reader's
 */
export function refusalList(
  box: HTMLElement,
  sum: HTMLElement,
  list: HTMLElement,
  place: () => Place = () => ({}),
): RefusalList {
  const known = new Map<number, Refusal>();
  const show = () => {
    const shown = [...known.values()].reverse();
    box.hidden = !shown.length;
    sum.textContent = T.refused(
      shown.length,
      shown.reduce((count, each) => count + each.count, 0),
    );
    list.replaceChildren(...shown.map(each => refusalItem(each, place())));
  };
  return {
    add(refusals) {
      for (const each of refusals) {
        known.delete(each.id);
        known.set(each.id, each);
      }
      for (const id of [...known.keys()].slice(0, -MAX)) known.delete(id);
      show();
    },
    clear() {
      known.clear();
      show();
    },
  };
}

function refusalItem(
  { status, reason, help, method, route, host, writeKey, parameters, count, last_at }: Refusal,
  { locale, timeZone }: Place,
) {
  const last = new Date(last_at).toLocaleTimeString(locale, { hourCycle: 'h23', timeZone });
  const facts = [
    T.refusedTimes(count, last),
    host && T.refusedFrom(host),
    `${method} ${route}`,
    writeKey === null && T.refusedNoKey,
  ].filter(Boolean);
  return element(
    'li',
    {},
    element('p', {}, element('b', {}, `${status}: ${reason}`)),
    element('p', {}, help),
    element('p', { class: 'hint' }, facts.join(' · ')),
    ...(parameters.length ? [element('p', { class: 'hint' }, T.refusedWith(parameters.join(', ')))] : []),
  );
}
