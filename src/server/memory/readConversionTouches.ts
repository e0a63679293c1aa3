import { MINUTE_MS } from '../../protocol/durations.ts';
import { MAX_CLICK_MINUTES, MAX_CLICKS } from '../attribution/credit.ts';
import { newestTouches } from '../attribution/newestTouches.ts';
import type { Visitor } from '../attribution/visitor.ts';
import type { ConversionPlace, ConversionTouches, SeenTouch } from '../store/conversions.ts';
import { beyond, type Place } from './identities.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { rulesAt } from './pixelRules.ts';
import { IDS, isSame, isShared, windowStart } from './writeConversions.ts';

/** A conversion, and the touches that its credit looks at. */
export function readConversionTouches(
  memory: Memory,
  { account, pixelId, writeKey, messageId, limit }: ConversionPlace & { limit: number },
): ConversionTouches | undefined {
  const event = memory.events.find(each => each.writeKey === writeKey && each.messageId === messageId);
  const conversion = event && memory.conversions.get(account, pixelId, event.seq);
  if (conversion?.write_key !== writeKey) return undefined;
  const places: (Visitor & { via?: Place['via'] })[] = [conversion, ...beyond(memory, conversion)];
  const found = places.flatMap(place => touchesAt(memory, place, conversion.time));
  const [rule] = rulesAt(memory, account, conversion.seq, { pixelId });
  return {
    conversion: { ...conversion },
    rule: rule && { ...rule },
    ...newestTouches(found, conversion, limit),
  };
}

/** The latest clicks and views of one device or user. */
function touchesAt({ touches }: Memory, place: Visitor & { via?: Place['via'] }, until: number): SeenTouch[] {
  const before = inOrder(
    [...touches].filter(each => each.time <= until && isSame(each, place)),
    each => [-each.time, -each.seq],
  );
  const recent = before.filter(each => each.time >= until - MAX_CLICK_MINUTES * MINUTE_MS);
  const looked = IDS.flatMap(id =>
    (['click', 'view'] as const).flatMap(kind =>
      recent.filter(each => each.kind === kind && isShared(id, each, place)).slice(0, MAX_CLICKS),
    ),
  );
  return looked.map(touch => {
    const { id, kind, time, seq, line_item_id, campaign_id, campaign, user_id } = touch;
    const isOthers = place.via !== undefined && user_id !== '' && user_id !== place.via;
    const since = windowStart(touch, before);
    return { id, kind, time, seq, line_item_id, campaign_id, campaign, since, isOthers };
  });
}
