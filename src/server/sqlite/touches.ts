import { type CreditedTouch, MAX_CLICKS, type Touches } from '../attribution/credit.ts';
import { VISITOR_IDS, type Visitor } from '../attribution/visitor.ts';
import type { PixelRule } from '../store/adRecords.ts';
import type { Connection, Statement } from './connection.ts';
import { identities, type Place } from './identities.ts';

type Found = CreditedTouch & { seq: number };
type Values = [
  account: string,
  anonymousId: string,
  userId: string,
  time: number,
  since: number,
  via: string | null,
  lineItems: string,
  landings: number,
];

/** Which of them a pixel takes, as `isEligible` has it; on another's device those of nobody, and his own. */
const IS_TAKEN = `iif(touches.line_item_id IS NULL AND octet_length(touches.campaign) > 0, ?8,
    ?7 = '[]' OR touches.line_item_id IN (SELECT value FROM json_each(?7)))
  AND (?6 IS NULL OR touches.user_id IN ('', ?6))`;

export const PLACE = { anonymous_id: '?2', user_id: '?3' };
const VIEWS = { anonymous_id: 'views_by_visitor', user_id: 'views_by_user' };

/** When a click's line item was seen last before it. An index has the answer alone. */
const seenBefore = VISITOR_IDS.map(
  id => `(SELECT max(time) FROM touches INDEXED BY ${VIEWS[id]}
    WHERE account_id = ?1 AND ${id} = ${PLACE[id]} AND ${id} <> '' AND kind = 'view'
      AND line_item_id = near.line_item_id AND time <= near.time)`,
);

const [byVisitor, byUser] = seenBefore;

/** What the window of the click `near` counts from, of the visitor `?2` or the user `?3` of the account `?1`. */
export const CLICK_SINCE = `coalesce(max(coalesce(${byVisitor}, ${byUser}), coalesce(${byUser}, ${byVisitor})), near.time)`;

/** Without their rows in the table, and the campaigns in these, until one is found. */
const latest = (kind: string, id: (typeof VISITOR_IDS)[number], condition: string) =>
  `SELECT touches.id, touches.time, touches.seq, touches.line_item_id, touches.campaign_id FROM (
     SELECT rowid AS row, time, line_item_id FROM touches
     WHERE account_id = ?1 AND ${id} = ${PLACE[id]} AND ${id} <> '' AND kind = '${kind}'
       AND time <= ?4 AND time >= ?5
     ORDER BY time DESC, seq DESC LIMIT ${MAX_CLICKS}) AS near
   CROSS JOIN touches ON touches.rowid = near.row WHERE ${condition} AND ${IS_TAKEN} LIMIT 1`;

/**
 * Finds the touches of a visitor until a time that a pixel takes; of those of his other devices, a click's impression is looked
 * for on the same one.
 * @param joinsAfter conversions of later events have those of the visitor's other devices too
 */
export function touches(
  db: Connection,
  joinsAfter: number,
): (visitor: Visitor & { seq: number; time: number }, rule: PixelRule) => Touches {
  const ofKind = (kind: string, condition: string) =>
    VISITOR_IDS.map(id => ({ id, statement: db.prepare<Found>(latest(kind, id, condition)) }));
  const clicks = ofKind('click', `(near.line_item_id IS NULL OR ${CLICK_SINCE} >= ?5)`);
  const views = ofKind('view', 'true');
  const { beyond } = identities(db);

  return (visitor, rule) => {
    const { account_id, anonymous_id, user_id, seq, time } = visitor;
    const own = { account_id, anonymous_id, user_id, via: null };
    let places: (Visitor & { via: Place['via'] | null })[] | undefined;
    const latestOf = (
      of: { id: (typeof VISITOR_IDS)[number]; statement: Statement<Found> }[],
      from: number,
    ): Found | undefined => {
      places ??= [own, ...(seq > joinsAfter ? beyond(visitor) : [])];
      const found = places.flatMap(place => {
        const values: Values = [
          place.account_id,
          place.anonymous_id,
          place.user_id,
          time,
          from,
          place.via,
          rule.line_items,
          rule.landings_count,
        ];
        return of.flatMap(({ id, statement }) => (place[id] && statement.get(...values)) || []);
      });
      return found.sort((a, b) => b.time - a.time || b.seq - a.seq)[0];
    };
    return { click: from => latestOf(clicks, from), view: from => latestOf(views, from) };
  };
}
