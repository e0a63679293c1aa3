import { type CreditedTouch, MAX_CLICKS, type Touches } from '../attribution/credit.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection, Statement } from './connection.ts';

export type Visitor = Pick<ConversionRow, 'account_id' | 'anonymous_id' | 'user_id'>;

/** The columns of a visitor's ids: he is told by either of them, where there is one. */
export const VISITOR_IDS = ['anonymous_id', 'user_id'] as const;

type Found = CreditedTouch & { seq: number };
type Values = [account: string, anonymousId: string, userId: string, time: number, since: number];

const PLACE = { anonymous_id: '?2', user_id: '?3' };
const VIEWS = { anonymous_id: 'views_by_visitor', user_id: 'views_by_user' };

/** When a click's line item was seen last before it. An index has the answer alone. */
const seenBefore = VISITOR_IDS.map(
  id => `(SELECT max(time) FROM touches INDEXED BY ${VIEWS[id]}
    WHERE account_id = ?1 AND ${id} = ${PLACE[id]} AND ${id} <> '' AND kind = 'view'
      AND line_item_id = near.line_item_id AND time <= near.time)`,
);

/** Without their rows in the table, and the campaigns in these, until one is found. */
const latest = (kind: string, id: (typeof VISITOR_IDS)[number], most: number, condition: string) =>
  `SELECT touches.id, touches.time, touches.seq, touches.line_item_id, touches.campaign_id FROM (
     SELECT rowid AS row, time, line_item_id FROM touches
     WHERE account_id = ?1 AND ${id} = ${PLACE[id]} AND ${id} <> '' AND kind = '${kind}'
       AND time <= ?4 AND time >= ?5
     ORDER BY time DESC, seq DESC LIMIT ${most}) AS near
   CROSS JOIN touches ON touches.rowid = near.row WHERE ${condition} LIMIT 1`;

/** Finds the touches of a visitor until a time. */
export function touches(db: Connection): (visitor: Visitor, time: number) => Touches {
  const [byVisitor, byUser] = seenBefore;
  const since = `coalesce(max(coalesce(${byVisitor}, ${byUser}), coalesce(${byUser}, ${byVisitor})), near.time)`;
  const ofKind = (kind: string, most: number, condition: string) =>
    VISITOR_IDS.map(id => ({ id, statement: db.prepare<Found>(latest(kind, id, most, condition)) }));
  const clicks = ofKind('click', MAX_CLICKS, `near.line_item_id IS NULL OR ${since} >= ?5`);
  const views = ofKind('view', 1, 'true');

  const latestOf = (
    of: { id: (typeof VISITOR_IDS)[number]; statement: Statement<Found> }[],
    visitor: Visitor,
    values: Values,
  ): Found | undefined => {
    const found = of.flatMap(({ id, statement }) => (visitor[id] && statement.get(...values)) || []);
    return found.sort((a, b) => b.time - a.time || b.seq - a.seq)[0];
  };

  return (visitor, time) => {
    const at = (since: number): Values => [
      visitor.account_id,
      visitor.anonymous_id,
      visitor.user_id,
      time,
      since,
    ];
    return {
      click: since => latestOf(clicks, visitor, at(since)),
      view: since => latestOf(views, visitor, at(since)),
    };
  };
}
