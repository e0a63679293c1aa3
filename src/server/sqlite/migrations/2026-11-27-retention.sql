-- Days that a tag's events are kept; null: as long as the collector says.
ALTER TABLE tags ADD COLUMN retention_days INTEGER;

-- Events received before `until` (start of an hour, UTC) are gone: their counts can't be made again.
CREATE TABLE retention (
  write_key TEXT PRIMARY KEY,
  until     INTEGER NOT NULL
) STRICT;
