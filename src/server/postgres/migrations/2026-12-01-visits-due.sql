-- Visitors of tags whose visits are to be made again, of what is left of their events.
CREATE TABLE visits_due (
  account_id text COLLATE "C" NOT NULL,
  write_key  text COLLATE "C" NOT NULL,
  visitor    text COLLATE "C" NOT NULL,
  -- '' of the visitor himself; else one of the visits that there were.
  session    text COLLATE "C" NOT NULL,
  -- Until which event they are made, -1 before what there was is removed; of a visit the event that began it.
  seq        bigint NOT NULL,
  PRIMARY KEY (account_id, write_key, visitor, session)
);
CREATE INDEX visits_due_visitors ON visits_due (account_id, write_key, visitor) WHERE session = '';
