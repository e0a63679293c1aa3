-- Files that were served under a name with a version in it: whoever named their hash gets the same bytes for ever,
-- whatever version of the collector answers. Never changed, never removed.
CREATE TABLE served_files (
  name      TEXT PRIMARY KEY,
  body      BLOB NOT NULL,
  served_at INTEGER NOT NULL
) STRICT;
