-- What `type`, `scope` and the ids hold is stored for good: see store/schema.ts.

CREATE TABLE accounts (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  advertiser_id INTEGER NOT NULL UNIQUE,
  business_id   TEXT NOT NULL UNIQUE,
  created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE tags (
  write_key  TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  name       TEXT NOT NULL,
  domain     TEXT NOT NULL,
  disabled   INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX tags_by_account ON tags (account_id, created_at);

CREATE TABLE tokens (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  hash       TEXT NOT NULL UNIQUE,
  scope      TEXT NOT NULL,
  accounts   TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

-- `seq` is the order of arrival, for paging; an explicit one, since VACUUM renumbers a hidden rowid.
CREATE TABLE events (
  seq          INTEGER PRIMARY KEY,
  write_key    TEXT NOT NULL,
  message_id   TEXT NOT NULL,
  type         TEXT NOT NULL,
  event        TEXT NOT NULL,
  anonymous_id TEXT NOT NULL,
  user_id      TEXT NOT NULL,
  received_at  INTEGER NOT NULL,
  time         INTEGER NOT NULL,
  clamped      INTEGER NOT NULL,
  fields       TEXT NOT NULL,
  UNIQUE (write_key, message_id)
) STRICT;

CREATE INDEX events_by_time ON events (write_key, received_at);
CREATE INDEX events_by_event ON events (write_key, event, received_at);
CREATE INDEX events_by_visitor ON events (write_key, anonymous_id, received_at);

CREATE TABLE counts (
  write_key TEXT NOT NULL,
  type      TEXT NOT NULL,
  event     TEXT NOT NULL,
  hour      INTEGER NOT NULL,
  count     INTEGER NOT NULL,
  PRIMARY KEY (write_key, type, event, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE last_seen (
  write_key TEXT NOT NULL,
  type      TEXT NOT NULL,
  event     TEXT NOT NULL,
  time      INTEGER NOT NULL,
  PRIMARY KEY (write_key, type, event)
) STRICT, WITHOUT ROWID;
