-- What the account's records call things, for the events from `since_seq` on; `word` is null from where a record is gone.
-- Of a pixel event it is its type, of a saved pixel its conversion type.
CREATE TABLE record_words (
  account_id TEXT NOT NULL,
  id         TEXT NOT NULL,
  since_seq  INTEGER NOT NULL,
  word       TEXT,
  PRIMARY KEY (account_id, id, since_seq)
) STRICT, WITHOUT ROWID;

INSERT INTO record_words SELECT account_id, id, 0, type FROM pixel_events;
INSERT INTO record_words SELECT account_id, id, 0, conversion_type FROM saved_pixels WHERE conversion_type IS NOT NULL;

-- Events of a kind that other events may tell of again: `first_seq` and `first_id` name the one that counts, null where it
-- is this one. `class` is what counts once, `way` is `event` of a pixel event, else `other`, `value` the value as a text. Made
-- from events.
CREATE TABLE happenings (
  seq          INTEGER PRIMARY KEY,
  write_key    TEXT NOT NULL,
  message_id   TEXT NOT NULL,
  kind         TEXT NOT NULL,
  class        TEXT NOT NULL,
  way          TEXT NOT NULL,
  time         INTEGER NOT NULL,
  anonymous_id TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  order_id     TEXT NOT NULL,
  value        TEXT NOT NULL,
  is_ordered   INTEGER NOT NULL,
  first_seq    INTEGER,
  first_id     TEXT
) STRICT;

CREATE INDEX happenings_by_order ON happenings (write_key, class, order_id) WHERE order_id <> '' AND first_seq IS NULL;
CREATE INDEX happenings_by_visitor ON happenings (write_key, anonymous_id, class, value, way, is_ordered, time, seq)
  WHERE anonymous_id <> '' AND first_seq IS NULL;
CREATE INDEX happenings_by_user ON happenings (write_key, user_id, class, value, way, is_ordered, time, seq)
  WHERE user_id <> '' AND first_seq IS NULL;

-- How many events there were of a kind, each once. Made from events.
CREATE TABLE kind_counts (
  write_key TEXT NOT NULL,
  kind      TEXT NOT NULL,
  hour      INTEGER NOT NULL,
  count     INTEGER NOT NULL,
  PRIMARY KEY (write_key, kind, hour)
) STRICT, WITHOUT ROWID;

-- When the newest event of a kind was received, by who told of it: `fire`, `name`, or a pixel event; `before` is what was
-- there before this table. Made from events.
CREATE TABLE kind_seen (
  write_key TEXT NOT NULL,
  kind      TEXT NOT NULL,
  source    TEXT NOT NULL,
  time      INTEGER NOT NULL,
  PRIMARY KEY (write_key, kind, source)
) STRICT, WITHOUT ROWID;

-- What is stored stays counted as it was until it is told to be counted again: by four names, and the pixel events of them.
CREATE TEMP TABLE counted_so_far AS
SELECT tags.write_key, word.value AS event, word.value AS kind
FROM tags, json_each('["purchase", "lead", "add_to_cart"]') AS word
UNION ALL
SELECT tags.write_key, pixel_events.id, pixel_events.type FROM tags JOIN pixel_events USING (account_id)
WHERE pixel_events.type IN ('purchase', 'lead', 'add_to_cart');

INSERT INTO kind_counts
SELECT counts.write_key, 'page_view', hour, sum(count) FROM counts WHERE type = 'page' GROUP BY counts.write_key, hour;
INSERT INTO kind_counts
SELECT write_key, kind, hour, sum(count)
FROM counted_so_far CROSS JOIN counts USING (write_key, event) WHERE type = 'track' GROUP BY write_key, kind, hour;

INSERT INTO kind_seen SELECT write_key, 'page_view', 'before', max(time) FROM last_seen WHERE type = 'page' GROUP BY write_key;
INSERT INTO kind_seen
SELECT write_key, kind, 'before', max(time)
FROM counted_so_far CROSS JOIN last_seen USING (write_key, event) WHERE type = 'track' GROUP BY write_key, kind;

DROP TABLE counted_so_far;

-- Which vocabulary all stored events are counted by: none is 0.
INSERT INTO last_numbers SELECT 'vocabulary', CASE WHEN EXISTS (SELECT 1 FROM events) THEN 0 ELSE 1 END;
