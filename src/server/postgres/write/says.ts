import { type Records, type Said, saidBy } from '../../attribution/said.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';
import { heldAt } from './facts.ts';
import type { Placed } from './placed.ts';
import type { Asked } from './readFacts.ts';

/** What events say, by what the records of their accounts said when they arrived. */
export function says(
  session: Session,
  facts: AccountFacts,
): (events: readonly Placed[]) => Promise<(Said | undefined)[]> {
  /** What is known of the records; what is not is noted, and answered as if it were nothing. */
  function recordsAt({ accountId, seq, event }: Placed, unknown: Asked[]): Records {
    const known = facts.of(accountId);
    const isOfTag = (): boolean => {
      const tag = known.tags.get(event.writeKey);
      if (!tag) unknown.push({ accountId, kind: 'tags', id: event.writeKey });
      return tag?.isThere ?? false;
    };
    return {
      word(id) {
        if (!isOfTag()) return undefined;
        if (!known.words.has(id)) unknown.push({ accountId, kind: 'words', id });
        return heldAt(known.words.get(id), seq)?.value ?? undefined;
      },
      category(pixelId) {
        if (!Number.isSafeInteger(pixelId) || !isOfTag()) return undefined;
        if (!known.rules.has(pixelId)) unknown.push({ accountId, kind: 'rules', id: pixelId });
        const rule = heldAt(known.rules.get(pixelId), seq);
        return rule?.state === 'active' ? rule.pixel_conversion_event_id : undefined;
      },
    };
  }

  return async events => {
    const said: (Said | undefined)[] = [];
    let left = [...events.keys()];
    while (left.length) {
      const unknown: Asked[] = [];
      left = left.filter(at => {
        const { length } = unknown;
        said[at] = saidBy(events[at]!.event, recordsAt(events[at]!, unknown));
        return unknown.length > length;
      });
      await facts.know(session, unknown);
    }
    return said;
  };
}
