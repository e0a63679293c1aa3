-- What visitors are put into: the events and counts of one have its id.
CREATE TABLE segments (
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
