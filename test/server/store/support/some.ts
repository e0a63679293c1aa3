import type { StoredEvent } from '../../../../src/server/store/event.ts';
import { adEvent, event, landing, MINUTE, NOW, purchase } from '../promises/rows.ts';

/** Enough events for several steps, of visitors who click, buy, and are seen late. */
export const some = (count: number, from = 0): StoredEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const at = from + index;
    const given = { anonymousId: `v${at % 50}`, time: NOW - ((at * 7919) % 1000) * MINUTE, receivedAt: NOW };
    if (at % 10 === 0) return purchase(`m${at}`, given, { order_id: `o${at}` });
    if (at % 10 === 1) return adEvent(`m${at}`, 'click', given);
    if (at % 10 === 2) return landing(`m${at}`, { name: `c${at % 7}` }, given, `s${at % 90}`);
    return event(`m${at}`, { ...given, event: `E${at % 9}` });
  });
