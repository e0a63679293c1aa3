-- What is left of an event that retention or an erasure removed: that it was there, and what it counted. `mark` is a keyed
-- hash of its messageId. `type` and `event` are '' where what it counted is not made again. `kind` and
-- `source` are what it told, '' where that was nothing; a repeat counted as none of its kind.
CREATE TABLE husks (
  seq         INTEGER PRIMARY KEY,
  write_key   TEXT NOT NULL,
  mark        BLOB NOT NULL,
  type        TEXT NOT NULL,
  event       TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  time        INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  source      TEXT NOT NULL,
  is_repeat   INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX husks_by_mark ON husks (write_key, mark);
CREATE INDEX husks_named ON husks (write_key, received_at) WHERE type <> '';
CREATE INDEX husks_counted ON husks (seq) WHERE type <> '';

-- What conversions that lost their order and their visitor still keep from counting again, as keyed hashes: of
-- an order, and of an order of a tag.
CREATE TABLE counted_before (
  account_id TEXT NOT NULL,
  pixel_id   INTEGER NOT NULL,
  mark       BLOB NOT NULL,
  seq        INTEGER NOT NULL,
  time       INTEGER NOT NULL,
  PRIMARY KEY (account_id, pixel_id, mark, seq)
) STRICT, WITHOUT ROWID;

-- Keys that are the store's own: `mark` is that of those hashes.
CREATE TABLE store_keys (
  name TEXT PRIMARY KEY,
  key  TEXT NOT NULL
) STRICT;

INSERT INTO store_keys VALUES ('mark', lower(hex(randomblob(32))));

-- All that is still named of the conversions whose event is gone: also what has no visitor.
DROP INDEX conversions_named;
CREATE INDEX conversions_named ON conversions (write_key, time) WHERE message_id <> '';
