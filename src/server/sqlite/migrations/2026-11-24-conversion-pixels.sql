-- `id` is an int that clients write into pages: one per collector. What `state`, `trigger_type`, `role` and
-- `piggyback_pixels` (JSON) hold is stored for good: see store/advertising.ts and store/users.ts.
CREATE TABLE conversion_pixels (
  account_id                TEXT NOT NULL REFERENCES accounts (id),
  id                        INTEGER NOT NULL UNIQUE,
  code                      TEXT,
  name                      TEXT NOT NULL,
  state                     TEXT NOT NULL,
  trigger_type              TEXT NOT NULL,
  min_minutes_per_conv      INTEGER,
  post_view_expire_mins     INTEGER,
  post_click_expire_mins    INTEGER,
  post_view_value           REAL,
  post_click_value          REAL,
  piggyback_pixels          TEXT NOT NULL,
  pixel_conversion_event_id INTEGER,
  created_at                INTEGER NOT NULL,
  last_modified             INTEGER NOT NULL,
  revision                  INTEGER NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, code)
) STRICT;

CREATE TABLE line_items (
  account_id    TEXT NOT NULL REFERENCES accounts (id),
  id            INTEGER NOT NULL UNIQUE,
  code          TEXT,
  name          TEXT NOT NULL,
  state         TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  last_modified INTEGER NOT NULL,
  revision      INTEGER NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, code)
) STRICT;

CREATE TABLE campaigns (
  account_id    TEXT NOT NULL REFERENCES accounts (id),
  id            INTEGER NOT NULL UNIQUE,
  code          TEXT,
  name          TEXT NOT NULL,
  state         TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  last_modified INTEGER NOT NULL,
  revision      INTEGER NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, code)
) STRICT;

-- A pixel that a line item uses can't be deleted; a campaign only lets go of it.
CREATE TABLE line_item_pixels (
  account_id TEXT NOT NULL,
  owner_id   INTEGER NOT NULL,
  pixel_id   INTEGER NOT NULL,
  PRIMARY KEY (account_id, owner_id, pixel_id),
  FOREIGN KEY (account_id, owner_id) REFERENCES line_items (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, pixel_id) REFERENCES conversion_pixels (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX line_item_pixels_by_pixel ON line_item_pixels (account_id, pixel_id);

CREATE TABLE campaign_pixels (
  account_id TEXT NOT NULL,
  owner_id   INTEGER NOT NULL,
  pixel_id   INTEGER NOT NULL,
  PRIMARY KEY (account_id, owner_id, pixel_id),
  FOREIGN KEY (account_id, owner_id) REFERENCES campaigns (account_id, id) ON DELETE CASCADE,
  FOREIGN KEY (account_id, pixel_id) REFERENCES conversion_pixels (account_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX campaign_pixels_by_pixel ON campaign_pixels (account_id, pixel_id);

CREATE TABLE users (
  name       TEXT PRIMARY KEY,
  password   TEXT NOT NULL,
  role       TEXT NOT NULL,
  accounts   TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  hash       TEXT PRIMARY KEY,
  user_name  TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  used_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_name);
