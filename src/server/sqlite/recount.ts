import { HOUR_MS } from '../../protocol/durations.ts';
import { MAX_NAMES, OTHER_NAMES, WORDS } from '../store/names.ts';

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const OTHER = text(OTHER_NAMES);

/** Whether all accounts know a name, as `isWord` has it. */
export const IS_WORD = `CASE type WHEN 'page' THEN event IN ('', ${OTHER})
  WHEN 'track' THEN event IN (${[...WORDS].map(text).join(', ')}) ELSE true END`;

/**
 * Counts all events from `until` on again, and when each name was seen last. What is counted under which name depends on
 * what was known, and what had arrived, when an event arrived.
 * @param until where what is counted of a table's tag begins, in SQL
 */
export const recount = (until: (table: string) => string): string => `
  DELETE FROM counts WHERE hour >= ${until('counts')};
  DELETE FROM hour_names WHERE hour >= ${until('hour_names')};
  CREATE TEMP TABLE named AS
    SELECT *, isFree OR row_number() OVER (PARTITION BY write_key, hour, isFree ORDER BY first_seq) <= ${MAX_NAMES}
      AS isOwn
    FROM (
      SELECT *, ${IS_WORD} OR first_seq >= since_seq
        OR first_seq <= (SELECT number FROM last_numbers WHERE kind = 'uncapped_event') AS isFree
      FROM (
        SELECT write_key, time - time % ${HOUR_MS} AS hour, type, event, min(seq) AS first_seq, count(*) AS count,
          max(received_at) AS seen, coalesce(min(since_seq), ${Number.MAX_SAFE_INTEGER}) AS since_seq,
          sum(iif(seq >= since_seq, 1, 0)) AS known_count, max(iif(seq >= since_seq, received_at, NULL)) AS known_seen,
          max(iif(seq >= since_seq, NULL, received_at)) AS other_seen
        FROM events LEFT JOIN tags USING (write_key)
        LEFT JOIN (SELECT 'track' AS type, * FROM known_names) USING (account_id, type, event)
        WHERE time >= ${until('events')} GROUP BY write_key, hour, type, event));
  INSERT INTO hour_names (write_key, hour, names)
    SELECT write_key, hour, min(${MAX_NAMES}, count(*)) FROM named WHERE NOT isFree GROUP BY write_key, hour;
  INSERT INTO counts (write_key, type, event, hour, count)
    SELECT write_key, type, event, hour, iif(isOwn, count, known_count) FROM named WHERE isOwn OR known_count;
  INSERT INTO counts (write_key, type, event, hour, count)
    SELECT write_key, type, ${OTHER}, hour, sum(count - known_count) FROM named
    WHERE NOT isOwn AND count > known_count GROUP BY write_key, type, hour
    ON CONFLICT (write_key, type, event, hour) DO UPDATE SET count = count + excluded.count;
  DELETE FROM last_seen WHERE ${until('last_seen')} = 0;
  INSERT INTO last_seen (write_key, type, event, time)
    SELECT write_key, type, event, max(seen) AS time FROM (
      SELECT write_key, type, event, iif(isOwn, seen, known_seen) AS seen FROM named
      UNION ALL SELECT write_key, type, ${OTHER}, other_seen FROM named WHERE NOT isOwn)
    WHERE seen IS NOT NULL GROUP BY write_key, type, event
    ON CONFLICT (write_key, type, event) DO UPDATE SET time = max(time, excluded.time);
  DROP TABLE named;`;
