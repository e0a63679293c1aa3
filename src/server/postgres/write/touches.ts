import { type CreditedTouch, MAX_CLICKS } from '../../attribution/credit.ts';
import { VISITOR_IDS, type Visitor } from '../../attribution/visitor.ts';
import type { PixelRule } from '../../store/adRecords.ts';
import type { Session } from '../session.ts';
import { texts } from './arrays.ts';
import { identities, type Place } from './identities.ts';

type Found = CreditedTouch & { seq: number };

/** Which of them a pixel takes, as `isEligible` has it; on another's device those of nobody, and his own. */
const IS_TAKEN = `CASE WHEN near.line_item_id IS NULL AND near.is_landing THEN $7::smallint = 1
    ELSE cardinality($6::bigint[]) = 0 OR near.line_item_id = ANY($6::bigint[]) END
  AND (place.via IS NULL OR near.user_id IN ('', place.via))`;

/**
 * When a click's line item was last seen before it, by a visitor: what the window of the click `near` counts from. Of the
 * account, and of the ids of the visitor, those are the expressions.
 */
export const clickSince = (account: string, ids: Record<(typeof VISITOR_IDS)[number], string>): string => {
  const seenBefore = VISITOR_IDS.map(
    id => `(SELECT max(time) FROM touches AS view WHERE view.account_id = ${account} AND view.${id} = ${ids[id]}
      AND view.${id} <> '' AND view.kind = 'view' AND view.line_item_id = near.line_item_id AND view.time <= near.time)`,
  );
  return `coalesce(greatest(${seenBefore.join(', ')}), near.time)`;
};

const PLACE = { anonymous_id: 'place.anonymous_id', user_id: 'place.user_id' };

/** By one of a place's ids. */
const latest = (kind: string, id: (typeof VISITOR_IDS)[number], condition: string) =>
  `(SELECT id, time, seq, line_item_id, campaign_id FROM (
     SELECT id, time, seq, line_item_id, campaign_id, user_id, octet_length(campaign) > 0 AS is_landing FROM touches
     WHERE account_id = $1 AND ${id} = ${PLACE[id]} AND ${id} <> '' AND kind = '${kind}' AND time <= $8 AND time >= $5
     ORDER BY time DESC, seq DESC LIMIT ${MAX_CLICKS}) AS near
   WHERE ${condition} AND ${IS_TAKEN} ORDER BY time DESC, seq DESC LIMIT 1)`;

const inAllPlaces = (kind: string, condition: string) =>
  `SELECT found.* FROM unnest($2::text[], $3::text[], $4::text[]) AS place(anonymous_id, user_id, via)
   CROSS JOIN LATERAL (${VISITOR_IDS.map(id => latest(kind, id, condition)).join(' UNION ALL ')}) AS found
   ORDER BY found.time DESC, found.seq DESC LIMIT 1`;

const CLICK = inAllPlaces('click', `(near.line_item_id IS NULL OR ${clickSince('$1', PLACE)} >= $5)`);
const VIEW = inAllPlaces('view', 'true');

/** The touches of a visitor until a time that a pixel takes: the latest of each kind from another time on. */
export interface FoundTouches {
  click(since: number): Promise<CreditedTouch | undefined>;
  view(since: number): Promise<CreditedTouch | undefined>;
}

/**
 * Finds the touches of a visitor until a time that a pixel takes; of those of his other devices, a click's impression is looked
 * for on the same one.
 */
export function touches(
  session: Session,
  joinsAfter: (accountId: string) => number,
): (visitor: Visitor & { seq: number; time: number }, rule: PixelRule) => FoundTouches {
  const { beyond } = identities(session);

  return (visitor, rule) => {
    const { account_id, anonymous_id, user_id, seq, time } = visitor;
    let places: (Visitor & { via: Place['via'] | null })[] | undefined;
    const latestOf = async (statement: string, since: number): Promise<CreditedTouch | undefined> => {
      const isJoined = seq > joinsAfter(account_id);
      places ??= [
        { account_id, anonymous_id, user_id, via: null },
        ...(isJoined ? await beyond(visitor) : []),
      ];
      const values = [
        account_id,
        texts(places, place => place.anonymous_id),
        texts(places, place => place.user_id),
        texts(places, place => place.via),
        since,
        JSON.parse(rule.line_items) as number[],
        rule.landings_count,
        time,
      ];
      const found = await session.first<Found>(statement, values);
      if (!found) return undefined;
      const { seq: _, ...touch } = found;
      return touch;
    };
    return { click: since => latestOf(CLICK, since), view: since => latestOf(VIEW, since) };
  };
}
