import { MINUTE_MS } from '../../protocol/durations.ts';
import { MAX_CLICK_MINUTES, MAX_CLICKS } from '../attribution/credit.ts';
import { newestTouches } from '../attribution/newestTouches.ts';
import { VISITOR_IDS } from '../attribution/visitor.ts';
import type { ConversionPlace, ConversionTouches, SeenTouch } from '../store/conversions.ts';
import type { ConversionRow } from '../store/rows.ts';
import type { Connection } from './connection.ts';
import { identities } from './identities.ts';
import { pixelRules } from './pixelRules.ts';
import { plainUntil } from './plainUntil.ts';
import { CLICK_SINCE, PLACE } from './touches.ts';

type Found = Omit<SeenTouch, 'isOthers'> & { user_id: string };
type Values = [account: string, anonymousId: string, userId: string, until: number, since: number];

/** What of a visitor a credit looks at: the latest of each kind and id. */
const queries = VISITOR_IDS.flatMap(id =>
  (['click', 'view'] as const).map(kind => ({
    id,
    text: `SELECT touches.id, touches.kind, touches.time, touches.seq, touches.line_item_id, touches.campaign_id,
      touches.campaign, touches.user_id,
      ${kind === 'click' ? `iif(near.line_item_id IS NULL, near.time, ${CLICK_SINCE})` : 'near.time'} AS since
      FROM (SELECT rowid AS row, time, line_item_id FROM touches
        WHERE account_id = ?1 AND ${id} = ${PLACE[id]} AND ${id} <> '' AND kind = '${kind}'
          AND time <= ?4 AND time >= ?5
        ORDER BY time DESC, seq DESC LIMIT ${MAX_CLICKS}) AS near
      CROSS JOIN touches ON touches.rowid = near.row`,
  })),
);

/** A conversion, and the touches that its credit looks at. */
export function conversionTouches(
  db: Connection,
  { account, pixelId, writeKey, messageId, limit }: ConversionPlace & { limit: number },
): ConversionTouches | undefined {
  const conversion = db
    .prepare<ConversionRow>(
      `SELECT * FROM conversions WHERE account_id = ? AND pixel_id = ? AND write_key = ?
         AND seq = (SELECT seq FROM events WHERE write_key = ? AND message_id = ?)`,
    )
    .get(account, pixelId, writeKey, writeKey, messageId);
  if (!conversion) return undefined;
  const { anonymous_id, user_id, seq, time } = conversion;
  const beyond = seq > plainUntil(db) ? identities(db).beyond(conversion) : [];
  const places = [{ anonymous_id, user_id, via: undefined }, ...beyond];
  const statements = queries.map(({ id, text }) => ({ id, statement: db.prepare<Found>(text) }));
  const found = places.flatMap(place => {
    const since = time - MAX_CLICK_MINUTES * MINUTE_MS;
    const values: Values = [account, place.anonymous_id, place.user_id, time, since];
    const rows = statements.flatMap(({ id, statement }) => (place[id] ? statement.all(...values) : []));
    return rows.map(({ user_id: user, ...touch }): SeenTouch => {
      const isOthers = place.via !== undefined && user !== '' && user !== place.via;
      return { ...touch, isOthers };
    });
  });
  const [rule] = pixelRules(db).at(account, seq, { pixelId });
  return { conversion, rule, ...newestTouches(found, conversion, limit) };
}
