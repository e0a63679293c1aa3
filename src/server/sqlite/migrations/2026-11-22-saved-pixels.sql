-- What a token is called where a number stands for a person. A token is never deleted, so none is used twice.
ALTER TABLE tokens ADD COLUMN number INTEGER NOT NULL DEFAULT 0;

UPDATE tokens SET number =
  (SELECT count(*) FROM tokens AS earlier
   WHERE (earlier.created_at, earlier.id) <= (tokens.created_at, tokens.id));

CREATE UNIQUE INDEX tokens_by_number ON tokens (number);

-- `config` is JSON without what has a column of its own; `revision` counts the changes.
CREATE TABLE saved_pixels (
  account_id      TEXT NOT NULL REFERENCES accounts (id),
  id              TEXT NOT NULL,
  name            TEXT NOT NULL,
  description     TEXT,
  pixel_type      TEXT NOT NULL,
  conversion_type TEXT,
  config          TEXT NOT NULL,
  target_platform TEXT NOT NULL,
  created_by      INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  revision        INTEGER NOT NULL,
  PRIMARY KEY (account_id, id),
  UNIQUE (account_id, name)
) STRICT;
