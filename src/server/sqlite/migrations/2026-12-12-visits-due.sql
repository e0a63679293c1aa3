-- Visitors of tags whose visits are to be made again, of what is left of their events.
CREATE TABLE visits_due (
  write_key TEXT NOT NULL,
  visitor   TEXT NOT NULL,
  -- '' of the visitor himself; else one of the visits that there were.
  session   TEXT NOT NULL,
  -- Of a visit the event that began it; of the visitor -1: none is made.
  seq       INTEGER NOT NULL,
  PRIMARY KEY (write_key, visitor, session)
) STRICT, WITHOUT ROWID;
