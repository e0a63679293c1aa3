-- What the request that an event came in says of its sender: JSON; '' of most.
ALTER TABLE events ADD COLUMN signs TEXT NOT NULL DEFAULT '';

-- A session of a visitor each; `seq` is that of the event that began it. `entry_at` and `exit_at` are null where no page was viewed; `ordered` and `ordered_revenue` are
-- its purchases with an order's number; `pages` and `names` say how often there was each. Made from events.
CREATE TABLE visits (
  seq             INTEGER PRIMARY KEY,
  write_key       TEXT NOT NULL,
  visitor         TEXT NOT NULL,
  session         TEXT NOT NULL,
  started_at      INTEGER NOT NULL,
  ended_at        INTEGER NOT NULL,
  entry           TEXT NOT NULL,
  exit            TEXT NOT NULL,
  entry_at        INTEGER,
  exit_at         INTEGER,
  views           INTEGER NOT NULL,
  events          INTEGER NOT NULL,
  channel         TEXT NOT NULL,
  source          TEXT NOT NULL,
  medium          TEXT NOT NULL,
  campaign        TEXT NOT NULL,
  referrer        TEXT NOT NULL,
  language        TEXT NOT NULL,
  device          TEXT NOT NULL,
  browser         TEXT NOT NULL,
  system          TEXT NOT NULL,
  country         TEXT NOT NULL,
  conversions     INTEGER NOT NULL,
  revenue         TEXT NOT NULL,
  ordered         INTEGER NOT NULL,
  ordered_revenue TEXT NOT NULL,
  counted         TEXT NOT NULL,
  why             TEXT NOT NULL,
  rules           INTEGER NOT NULL,
  pages           TEXT NOT NULL,
  names           TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX visits_by_session ON visits (write_key, visitor, session);
CREATE INDEX visits_of_visitor ON visits (write_key, visitor, started_at);
CREATE INDEX visits_by_time ON visits (write_key, started_at);

-- By which form of the rules visits are told and counted. Of the events that are there a rebuild makes them.
INSERT INTO last_numbers (kind, number) VALUES ('rules', 0);

-- A day (its start, UTC) on which a tag's visits began: how often they changed, and as of which change their columns are made.
CREATE TABLE visit_days (
  write_key TEXT NOT NULL,
  day       INTEGER NOT NULL,
  changes   INTEGER NOT NULL,
  made      INTEGER NOT NULL,
  PRIMARY KEY (write_key, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_days_to_make ON visit_days (day, write_key) WHERE made <> changes;

-- The visits of such a day column by column, as reports read them: `rows` visits in a part. Made from visits.
CREATE TABLE visit_columns (
  write_key TEXT NOT NULL,
  day       INTEGER NOT NULL,
  part      INTEGER NOT NULL,
  name      TEXT NOT NULL,
  rows      INTEGER NOT NULL,
  content   BLOB NOT NULL,
  PRIMARY KEY (write_key, day, name, part)
) STRICT;
