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
