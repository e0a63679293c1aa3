-- What a tag is called where a uuid is asked for, and the data set that its owner put it in.
ALTER TABLE tags ADD COLUMN integration_id TEXT NOT NULL DEFAULT '';
ALTER TABLE tags ADD COLUMN dataset_id TEXT;

-- A random uuid (version 4) for each tag that is there.
UPDATE tags SET integration_id = lower(
  hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
  substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)));

CREATE UNIQUE INDEX tags_by_integration ON tags (integration_id);

-- A beacon names the event alone: its id is a key as a write key is one.
CREATE TABLE pixel_events (
  id         TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  title      TEXT NOT NULL,
  type       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX pixel_events_by_account ON pixel_events (account_id, created_at);
