-- The path of its own that a tag is served and sends under, and all that it had: what was given out once goes on working.
ALTER TABLE tags ADD COLUMN path TEXT;

CREATE TABLE tag_paths (
  path      TEXT PRIMARY KEY,
  write_key TEXT NOT NULL REFERENCES tags (write_key) ON DELETE CASCADE
) STRICT;

CREATE INDEX tag_paths_by_tag ON tag_paths (write_key);
