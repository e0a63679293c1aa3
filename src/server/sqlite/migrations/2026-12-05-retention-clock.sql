-- The time by which old events are removed: what the clock said when it was asked last, how far that was ahead of the time
-- in which the collector ran, and when (in the latter) it last got ahead. One row.
CREATE TABLE retention_clock (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  time  INTEGER NOT NULL,
  ahead INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;
