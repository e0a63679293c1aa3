import { KINDS, kindOfCategory } from '../../../protocol/kinds.ts';
import type { KindDifference } from '../../store/store.ts';
import type { Connection } from '../connection.ts';
import { COUNTED_AGAIN } from './correct.ts';
import type { Schemas } from './replay.ts';

/** How many events and conversions of each kind there are, and would be; of those kinds of which there are some. */
export function kindDifferences(db: Connection, { fresh, live }: Schemas): KindDifference[] {
  const counts = (rows: string) =>
    new Map(
      db
        .prepare<{ kind: string; n: number }>(`SELECT kind, sum(count) AS n FROM ${rows} GROUP BY kind`)
        .all()
        .map(({ kind, n }) => [kind, n]),
    );
  const conversions = (schema: string) =>
    new Map(
      db
        .prepare<{ category: number; n: number }>(
          `SELECT pixel.pixel_conversion_event_id AS category, count(*) AS n FROM ${schema}.conversions AS made
           JOIN ${live}.conversion_pixels AS pixel ON pixel.id = made.pixel_id
           WHERE category IS NOT NULL GROUP BY category`,
        )
        .all()
        .map(({ category, n }) => [kindOfCategory(category)?.kind, n]),
    );
  const events = {
    before: counts(`${live}.kind_counts`),
    after: counts(
      `(SELECT kind, count FROM ${fresh}.kind_counts AS row WHERE ${COUNTED_AGAIN}
        UNION ALL SELECT kind, count FROM ${live}.kind_counts AS row WHERE NOT (${COUNTED_AGAIN}))`,
    ),
  };
  const made = { before: conversions(live), after: conversions(fresh) };
  return KINDS.map(({ kind }) => ({
    kind,
    events: { before: events.before.get(kind) ?? 0, after: events.after.get(kind) ?? 0 },
    conversions: { before: made.before.get(kind) ?? 0, after: made.after.get(kind) ?? 0 },
  })).filter(({ events, conversions }) => [events, conversions].some(({ before, after }) => before || after));
}
