-- What is left of an event that retention or an erasure removed: that it was there, and what it counted. `mark` is a keyed
-- hash of its messageId. `type` and `event` are '' where what it counted is not made again.
CREATE TABLE husks (
  seq         INTEGER PRIMARY KEY,
  write_key   TEXT NOT NULL,
  mark        BLOB NOT NULL,
  type        TEXT NOT NULL,
  event       TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  time        INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX husks_by_mark ON husks (write_key, mark);
CREATE INDEX husks_named ON husks (write_key, received_at) WHERE type <> '';
CREATE INDEX husks_counted ON husks (seq) WHERE type <> '';

-- What conversions that lost their order and their visitor still keep from counting again, as keyed hashes;
-- `order_tag` is the tag that numbered the order.
CREATE TABLE counted_before (
  account_id TEXT NOT NULL,
  pixel_id   INTEGER NOT NULL,
  mark       BLOB NOT NULL,
  seq        INTEGER NOT NULL,
  time       INTEGER NOT NULL,
  order_tag  TEXT NOT NULL,
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
