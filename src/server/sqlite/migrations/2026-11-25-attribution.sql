-- Hosts that a pixel or a click may redirect to, beside those of the account's tags: a JSON list.
ALTER TABLE accounts ADD COLUMN redirect_hosts TEXT NOT NULL DEFAULT '[]';

-- What a conversion pixel said for the events from `since_seq` on, so that they are read again as they were read
-- first. `state` is `deleted` from where the pixel is gone. What is stored here is stored for good: see
-- store/adRecords.ts.
CREATE TABLE pixel_rules (
  account_id                TEXT NOT NULL,
  pixel_id                  INTEGER NOT NULL,
  since_seq                 INTEGER NOT NULL,
  state                     TEXT NOT NULL,
  trigger_type              TEXT NOT NULL,
  min_minutes_per_conv      INTEGER,
  post_view_expire_mins     INTEGER,
  post_click_expire_mins    INTEGER,
  post_view_value           REAL,
  post_click_value          REAL,
  pixel_conversion_event_id INTEGER,
  PRIMARY KEY (account_id, pixel_id, since_seq)
) STRICT, WITHOUT ROWID;

INSERT INTO pixel_rules
SELECT account_id, id, (SELECT coalesce(max(seq), 0) + 1 FROM events), state, trigger_type, min_minutes_per_conv,
       post_view_expire_mins, post_click_expire_mins, post_view_value, post_click_value, pixel_conversion_event_id
FROM conversion_pixels;

-- What brought a visitor: `kind` is `view` or `click`, `campaign` JSON or empty. Made from events.
CREATE TABLE touches (
  account_id   TEXT NOT NULL,
  id           TEXT NOT NULL,
  kind         TEXT NOT NULL,
  time         INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  anonymous_id TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  line_item_id INTEGER,
  campaign_id  INTEGER,
  campaign     TEXT NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT;

CREATE INDEX touches_by_visitor ON touches (account_id, anonymous_id, time) WHERE anonymous_id <> '';
CREATE INDEX touches_by_user ON touches (account_id, user_id, time) WHERE user_id <> '';

-- The fires that count, each with the touch it is credited to. Made from events. `value` is the beacon's own one.
CREATE TABLE conversions (
  account_id     TEXT NOT NULL,
  pixel_id       INTEGER NOT NULL,
  seq            INTEGER NOT NULL,
  write_key      TEXT NOT NULL,
  message_id     TEXT NOT NULL,
  time           INTEGER NOT NULL,
  anonymous_id   TEXT NOT NULL,
  user_id        TEXT NOT NULL,
  order_id       TEXT NOT NULL,
  value          REAL,
  currency       TEXT NOT NULL,
  attribution    TEXT NOT NULL,
  credited_value REAL,
  touch_id       TEXT,
  touch_time     INTEGER,
  line_item_id   INTEGER,
  campaign_id    INTEGER,
  campaign       TEXT NOT NULL,
  PRIMARY KEY (account_id, pixel_id, seq)
) STRICT;

CREATE INDEX conversions_by_time ON conversions (account_id, time);
CREATE INDEX conversions_by_visitor ON conversions (account_id, anonymous_id, time) WHERE anonymous_id <> '';
CREATE INDEX conversions_by_user ON conversions (account_id, user_id, time) WHERE user_id <> '';
CREATE UNIQUE INDEX conversions_by_order ON conversions (account_id, pixel_id, order_id) WHERE order_id <> '';
