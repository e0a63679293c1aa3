import { KINDS, kindOfCategory } from '../../../protocol/kinds.ts';
import type { Difference, KindDifference, VisitDifference } from '../../store/store.ts';
import type { Session } from '../session.ts';
import { FRESH } from './fresh.ts';
import { isCountedAgain, untilOf } from './rules.ts';

interface Sides {
  before: number;
  after: number;
}

/** What there is of an account, and would be. */
export interface OfAccount {
  events: (Sides & { name: string })[];
  conversions: (Sides & { name: number })[];
  visits: VisitDifference[];
}

const SUMS = 'SELECT name, sum(before) AS before, sum(after) AS after';

/** Reads it, once all of its events have been read, in a transaction that sees one moment. What is kept as it is is on both sides. */
export async function differencesOf(session: Session, live: string, accountId: string): Promise<OfAccount> {
  const events = `${SUMS} FROM (
      SELECT kind AS name, count AS before, CASE WHEN ${isCountedAgain('own')} THEN 0 ELSE count END AS after
        FROM ${live}.kind_counts AS own WHERE account_id = $1
      UNION ALL SELECT kind, 0, count FROM ${FRESH}.kind_counts AS made
        WHERE account_id = $1 AND ${isCountedAgain('made')}) AS counted
    GROUP BY name`;
  const categories = (schema: string, before: number, after: number) =>
    `SELECT pixel.pixel_conversion_event_id AS name, ${before} AS before, ${after} AS after
     FROM ${schema}.conversions AS made JOIN conversion_pixels AS pixel
       ON pixel.account_id = made.account_id AND pixel.id = made.pixel_id
     WHERE made.account_id = $1 AND pixel.pixel_conversion_event_id IS NOT NULL`;
  const conversions = `${SUMS} FROM (${categories(live, 1, 0)} UNION ALL ${categories(FRESH, 0, 1)}) AS made
    GROUP BY name`;
  const visits = `SELECT counted, channel, sum(before) AS before, sum(after) AS after FROM (
      SELECT counted, channel, 1 AS before, CASE WHEN started_at < ${untilOf('own')} THEN 1 ELSE 0 END AS after
        FROM ${live}.visits AS own WHERE account_id = $1
      UNION ALL SELECT counted, channel, 0, 1 FROM ${FRESH}.visits AS made
        WHERE account_id = $1 AND started_at >= ${untilOf('made')} AND NOT EXISTS (
          SELECT 1 FROM ${live}.visits AS own WHERE own.account_id = made.account_id AND own.write_key = made.write_key
            AND own.visitor = made.visitor AND own.session = made.session AND own.started_at < ${untilOf('own')})) AS visit
    GROUP BY counted, channel`;

  return {
    events: await session.all(events, [accountId]),
    conversions: await session.all(conversions, [accountId]),
    visits: await session.all(visits, [accountId]),
  };
}

/** The sum of all accounts. */
export function differences(accounts: readonly OfAccount[]): Pick<Difference, 'kinds' | 'visits'> {
  const events = new Map<string, Sides>();
  const conversions = new Map<string, Sides>();
  const visits = new Map<string, VisitDifference>();
  for (const account of accounts) {
    for (const { name, before, after } of account.events) addTo(events, name, { before, after });
    for (const { name, before, after } of account.conversions) {
      const kind = kindOfCategory(name)?.kind;
      if (kind !== undefined) addTo(conversions, kind, { before, after });
    }
    for (const row of account.visits) addTo(visits, `${row.counted} ${row.channel}`, { ...row });
  }
  const kinds: KindDifference[] = KINDS.map(({ kind }) => ({
    kind,
    events: events.get(kind) ?? { before: 0, after: 0 },
    conversions: conversions.get(kind) ?? { before: 0, after: 0 },
  }));
  return {
    kinds: kinds.filter(each => [each.events, each.conversions].some(({ before, after }) => before || after)),
    visits: [...visits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each),
  };
}

function addTo<Each extends Sides>(sums: Map<string, Each>, name: string, sides: Each): void {
  const known = sums.get(name);
  if (!known) sums.set(name, sides);
  else {
    known.before += sides.before;
    known.after += sides.after;
  }
}
