-- Who changed what. What `actor_kind` and `record_kind` hold is stored for good: see store/audit.ts. `account_id`
-- is null where the record is of no one account; `seq` is the order of two in the same millisecond.
CREATE TABLE audit (
  seq         INTEGER PRIMARY KEY,
  time        INTEGER NOT NULL,
  actor_kind  TEXT NOT NULL,
  actor_id    TEXT NOT NULL,
  actor_name  TEXT NOT NULL,
  method      TEXT NOT NULL,
  route       TEXT NOT NULL,
  record_kind TEXT,
  record_id   TEXT,
  account_id  TEXT,
  status      INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_by_time ON audit (time, seq);
CREATE INDEX audit_by_account ON audit (account_id, time, seq);
