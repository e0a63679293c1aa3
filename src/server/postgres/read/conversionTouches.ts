import { MINUTE_MS } from '../../../protocol/durations.ts';
import { MAX_CLICK_MINUTES, MAX_CLICKS } from '../../attribution/credit.ts';
import { MAX_DEVICES, MAX_USERS } from '../../attribution/identities.ts';
import { newestTouches } from '../../attribution/newestTouches.ts';
import type { PixelRule } from '../../store/adRecords.ts';
import type { ConversionPlace, ConversionTouches, SeenTouch } from '../../store/conversions.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Servers } from '../servers.ts';
import type { Session } from '../session.ts';

/** Where touches of a visitor are: his own ids, or those of a device or a user that `via` joins with him. */
interface Place {
  anonymous_id: string;
  user_id: string;
  via: string | null;
}

const IDS = ['anonymous_id', 'user_id'] as const;

const CONVERSION = `SELECT conversions.* FROM seen
  JOIN conversions ON conversions.account_id = seen.account_id AND conversions.seq = seen.seq AND conversions.pixel_id = $2
  WHERE seen.account_id = $1 AND seen.write_key = $3 AND seen.message_id = $4 AND conversions.write_key = $3`;

/** A user's devices, and a device's users with their devices. Of a store from before those were joined: none. */
const BEYOND = `WITH via AS (
    SELECT $2::text AS user_id WHERE $2 <> ''
    UNION ALL (SELECT user_id FROM identities
      WHERE account_id = $1 AND anonymous_id = $3 AND anonymous_id <> '' AND $2 = '' LIMIT ${MAX_USERS}))
  SELECT '' AS anonymous_id, user_id, user_id AS via FROM via WHERE $2 = ''
  UNION ALL
  SELECT device.anonymous_id, '', via.user_id FROM via CROSS JOIN LATERAL (
    SELECT anonymous_id FROM identities WHERE account_id = $1 AND user_id = via.user_id LIMIT ${MAX_DEVICES}) AS device
  WHERE device.anonymous_id <> $3`;

/** When a click's line item was seen last before it, by one of the place's ids. */
const seenBefore = (id: (typeof IDS)[number]) => `LEFT JOIN LATERAL (
    SELECT time FROM touches
    WHERE account_id = $1 AND ${id} = place.${id} AND ${id} <> '' AND kind = 'view'
      AND line_item_id = near.line_item_id AND time <= near.time
    ORDER BY time DESC LIMIT 1) AS by_${id} ON true`;

/** The latest of a kind at each place, by one of its ids. */
const touchesBy = (id: (typeof IDS)[number], kind: SeenTouch['kind']) => `
  SELECT place.via, near.id, near.kind, near.time, near.seq, near.line_item_id, near.campaign_id, near.campaign, near.user_id,
    ${kind === 'click' ? `coalesce(greatest(${IDS.map(each => `by_${each}.time`).join(', ')}), near.time)` : 'near.time'} AS since
  FROM unnest($2::text[], $3::text[], $4::text[]) AS place (anonymous_id, user_id, via)
  CROSS JOIN LATERAL (
    SELECT id, kind, time, seq, line_item_id, campaign_id, campaign, user_id FROM touches
    WHERE account_id = $1 AND ${id} = place.${id} AND ${id} <> '' AND kind = '${kind}' AND time <= $5 AND time >= $6
    ORDER BY time DESC, seq DESC LIMIT ${MAX_CLICKS}) AS near
  ${kind === 'click' ? IDS.map(seenBefore).join(' ') : ''}`;

const TOUCHES = IDS.flatMap(id => (['click', 'view'] as const).map(kind => touchesBy(id, kind))).join(
  ' UNION ALL ',
);

/** A conversion, and the touches that its credit looks at. */
export async function conversionTouches(
  servers: Servers,
  { account, pixelId, writeKey, messageId, limit }: ConversionPlace & { limit: number },
  signal?: AbortSignal,
): Promise<ConversionTouches | undefined> {
  signal?.throwIfAborted();
  const server = await servers.find(account);
  const session = server?.within(signal);
  const conversion = await session?.first<ConversionRow>(CONVERSION, [account, pixelId, writeKey, messageId]);
  if (!session || !conversion) return undefined;
  const { anonymous_id, user_id, seq, time } = conversion;
  const own: Place = { anonymous_id, user_id, via: null };
  const places = [own, ...(await beyond(session, conversion))];
  const rows = await session.all<Omit<SeenTouch, 'isOthers'> & { user_id: string; via: string | null }>(
    TOUCHES,
    [
      account,
      places.map(place => place.anonymous_id),
      places.map(place => place.user_id),
      places.map(({ via }) => via),
      time,
      time - MAX_CLICK_MINUTES * MINUTE_MS,
    ],
  );
  const found = rows.map(
    ({ user_id: user, via, ...touch }): SeenTouch => ({
      ...touch,
      isOthers: via !== null && user !== '' && user !== via,
    }),
  );
  const rule = await session.first<PixelRule>(
    `SELECT * FROM pixel_rules WHERE account_id = $1 AND pixel_id = $2 AND since_seq <= $3
     ORDER BY since_seq DESC LIMIT 1`,
    [account, pixelId, seq],
  );
  return {
    conversion,
    rule: rule?.state === 'active' ? rule : undefined,
    ...newestTouches(found, conversion, limit),
  };
}

async function beyond(
  session: Session,
  { account_id, anonymous_id, user_id, seq }: ConversionRow,
): Promise<Place[]> {
  const state = await session.first<{ plain_event: number }>(
    'SELECT plain_event FROM account_state WHERE account_id = $1',
    [account_id],
  );
  if (!state || seq <= state.plain_event) return [];
  return session.all<Place>(BEYOND, [account_id, user_id, anonymous_id]);
}
