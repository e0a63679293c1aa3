-- What a pixel takes as a touch: of its line items alone, a JSON list, where it has some; landings too, or not.
ALTER TABLE conversion_pixels ADD COLUMN landings_count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE pixel_rules ADD COLUMN landings_count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE pixel_rules ADD COLUMN line_items TEXT NOT NULL DEFAULT '[]';

-- From the next event on. What was credited before stays.
INSERT OR REPLACE INTO pixel_rules (account_id, pixel_id, since_seq, state, trigger_type, min_minutes_per_conv,
  post_view_expire_mins, post_click_expire_mins, post_view_value, post_click_value, pixel_conversion_event_id, line_items)
SELECT account_id, id, (SELECT coalesce(max(seq), 0) + 1 FROM events), state, trigger_type, min_minutes_per_conv,
  post_view_expire_mins, post_click_expire_mins, post_view_value, post_click_value, pixel_conversion_event_id,
  (SELECT json_group_array(owner_id) FROM (SELECT owner_id FROM line_item_pixels AS link
     WHERE link.account_id = pixel.account_id AND link.pixel_id = pixel.id ORDER BY owner_id))
FROM conversion_pixels AS pixel
WHERE EXISTS (SELECT 1 FROM line_item_pixels AS link
  WHERE link.account_id = pixel.account_id AND link.pixel_id = pixel.id);

-- The last event whose value was a plain number or none, and whose ids joined nobody.
INSERT INTO last_numbers SELECT 'plain_event', coalesce(max(seq), 0) FROM events;

-- Whether an account's tags number their orders together, for the events from `since_seq` on. Until now all did.
ALTER TABLE accounts ADD COLUMN orders_across_tags INTEGER NOT NULL DEFAULT 0;
CREATE TABLE account_rules (
  account_id         TEXT NOT NULL,
  since_seq          INTEGER NOT NULL,
  orders_across_tags INTEGER NOT NULL,
  PRIMARY KEY (account_id, since_seq)
) STRICT, WITHOUT ROWID;

INSERT INTO account_rules SELECT id, 0, 1 FROM accounts;
INSERT OR REPLACE INTO account_rules SELECT id, (SELECT coalesce(max(seq), 0) + 1 FROM events), 0 FROM accounts;

-- `marks` and what `refunded` holds are stored for good: see store/rows.ts and store/conversionMarks.ts.
ALTER TABLE conversions ADD COLUMN value_sent TEXT NOT NULL DEFAULT '';
ALTER TABLE conversions ADD COLUMN marks TEXT NOT NULL DEFAULT '';
ALTER TABLE conversions ADD COLUMN signed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversions ADD COLUMN refunded REAL NOT NULL DEFAULT 0;
-- Whose number an order's id is: a tag's, or '' any of the account's; * of what arrived until now, its own tag's.
ALTER TABLE conversions ADD COLUMN order_tag TEXT NOT NULL DEFAULT '*';
-- The events that told the rest of it, each with what it told, as JSON; once one is gone the conversion stays as it is.
ALTER TABLE conversions ADD COLUMN completed_by TEXT NOT NULL DEFAULT '[]';

-- Orders of a tag, or of an account.
DROP INDEX conversions_by_order;
CREATE INDEX conversions_by_order ON conversions (account_id, order_id, pixel_id, seq) WHERE order_id <> '';

-- What an erased touch was credited with.
CREATE INDEX conversions_by_touch ON conversions (account_id, touch_id) WHERE touch_id IS NOT NULL;

-- Which visitors' devices a user has logged in on. Made from events.
CREATE TABLE identities (
  account_id   TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  anonymous_id TEXT NOT NULL,
  seq          INTEGER NOT NULL,
  PRIMARY KEY (account_id, user_id, anonymous_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX identities_by_event ON identities (account_id, seq);
CREATE INDEX identities_of_visitor ON identities (account_id, anonymous_id, user_id);

-- What was given back of orders, and what somebody says was. Made from events.
CREATE TABLE refunds (
  account_id TEXT NOT NULL,
  seq        INTEGER NOT NULL,
  write_key  TEXT NOT NULL,
  message_id TEXT NOT NULL,
  time       INTEGER NOT NULL,
  order_id   TEXT NOT NULL,
  name       TEXT NOT NULL,
  value      REAL,
  value_sent TEXT NOT NULL,
  currency   TEXT NOT NULL,
  marks      TEXT NOT NULL,
  PRIMARY KEY (account_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX refunds_by_order ON refunds (account_id, order_id, seq);

-- Hosts that a tag's events come from, a JSON list; what its site signs with, under a key that is not in this file.
ALTER TABLE tags ADD COLUMN hosts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tags ADD COLUMN secret TEXT;
ALTER TABLE tags ADD COLUMN secret_made_at INTEGER;
