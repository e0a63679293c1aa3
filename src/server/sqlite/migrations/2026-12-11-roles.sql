-- Four roles in place of two with a flag: see store/users.ts. Nobody may do more than before; `upgraded` says whose role is another
-- one since, until the audit log has it.
ALTER TABLE users ADD COLUMN upgraded INTEGER NOT NULL DEFAULT 0;
UPDATE users SET role = iif(accounts = '*', 'owner', 'publisher'), upgraded = 1 WHERE role = 'editor' AND publish > 0;
ALTER TABLE users DROP COLUMN publish;

-- Links that make a user, once: see store/invitations.ts.
CREATE TABLE invitations (
  id         TEXT PRIMARY KEY,
  hash       TEXT NOT NULL UNIQUE,
  role       TEXT NOT NULL,
  accounts   TEXT NOT NULL,
  people     INTEGER NOT NULL,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  maker_kind TEXT NOT NULL,
  maker_id   TEXT NOT NULL
) STRICT;
