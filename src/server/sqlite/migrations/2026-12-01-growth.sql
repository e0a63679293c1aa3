-- No look-up of a beacon, and no page, reads what grows with the events: each has an index that ends where it ends.

-- Pages of conversions, newest first, of one event by pixel.
DROP INDEX conversions_by_time;
CREATE INDEX conversions_by_time ON conversions (account_id, time, seq, pixel_id DESC);

-- Of one visitor: those of a pixel near a time, and all of them in the order of their arrival.
DROP INDEX conversions_by_visitor;
DROP INDEX conversions_by_user;
CREATE INDEX conversions_by_visitor ON conversions (account_id, anonymous_id, pixel_id, time) WHERE anonymous_id <> '';
CREATE INDEX conversions_by_user ON conversions (account_id, user_id, pixel_id, time) WHERE user_id <> '';
CREATE INDEX conversions_of_visitor ON conversions (account_id, anonymous_id, seq) WHERE anonymous_id <> '';
CREATE INDEX conversions_of_user ON conversions (account_id, user_id, seq) WHERE user_id <> '';

-- Of one visitor: the latest click or view, without the table's row and its campaign; when a line item was seen last.
DROP INDEX touches_by_visitor;
DROP INDEX touches_by_user;
CREATE INDEX touches_by_visitor ON touches (account_id, anonymous_id, kind, time, seq, line_item_id)
  WHERE anonymous_id <> '';
CREATE INDEX touches_by_user ON touches (account_id, user_id, kind, time, seq, line_item_id) WHERE user_id <> '';
CREATE INDEX views_by_visitor ON touches (account_id, anonymous_id, line_item_id, time)
  WHERE anonymous_id <> '' AND kind = 'view';
CREATE INDEX views_by_user ON touches (account_id, user_id, line_item_id, time) WHERE user_id <> '' AND kind = 'view';

-- Visitors whose conversions are to be credited again, since a touch arrived that is earlier than some of them.
-- `since` is the earliest such touch's time; the conversions up to `seq` are done.
CREATE TABLE credits_due (
  account_id   TEXT NOT NULL,
  anonymous_id TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  since        INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  PRIMARY KEY (account_id, anonymous_id, user_id)
) STRICT, WITHOUT ROWID;

-- What retention removes, a step at a time.
CREATE INDEX touches_by_time ON touches (account_id, time);
CREATE INDEX conversions_named ON conversions (write_key, time) WHERE anonymous_id <> '' OR user_id <> '';

-- Events of a user, and of a kind that is rare among others.
CREATE INDEX events_by_user ON events (write_key, user_id, received_at) WHERE user_id <> '';
CREATE INDEX events_by_type ON events (write_key, type, received_at);

-- Names of track events that records of an account know, for the events from `since_seq` on; one stays known.
CREATE TABLE known_names (
  account_id TEXT NOT NULL,
  event      TEXT NOT NULL,
  since_seq  INTEGER NOT NULL,
  PRIMARY KEY (account_id, event)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO known_names SELECT account_id, substr(id, 1, 255), 0 FROM pixel_events;
INSERT OR IGNORE INTO known_names
SELECT account_id, substr(conversion_type, 1, 255), 0 FROM saved_pixels WHERE conversion_type IS NOT NULL;

-- How many names that nobody knows were counted each in an hour. Made from events.
CREATE TABLE hour_names (
  write_key TEXT NOT NULL,
  hour      INTEGER NOT NULL,
  names     INTEGER NOT NULL,
  PRIMARY KEY (write_key, hour)
) STRICT, WITHOUT ROWID;

-- Until there, what is counted under names that nobody knows is gone; what was counted before stays as it was promised.
ALTER TABLE retention ADD COLUMN names_until INTEGER NOT NULL DEFAULT 0;
UPDATE retention SET names_until = until;

-- How many events there were; and the last of those whose names were counted however many there were.
INSERT INTO last_numbers SELECT 'event', coalesce(sum(count), 0) FROM counts;
INSERT INTO last_numbers SELECT 'uncapped_event', coalesce(max(seq), 0) FROM events;

-- Pages of counts, the newest hour first, and of names, those that were seen last first.
CREATE INDEX counts_by_hour ON counts (write_key, type, hour DESC, event);
CREATE INDEX last_seen_by_time ON last_seen (write_key, type, time DESC, event);
