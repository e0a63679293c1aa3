-- Who may show and erase all that is held of a person. Whoever owns all of it can: 2 says so until the audit log has it.
ALTER TABLE tokens ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN people INTEGER NOT NULL DEFAULT 0;
UPDATE tokens SET people = 2 WHERE scope = 'write' AND accounts = '*' AND revoked_at IS NULL;
UPDATE users SET people = 2 WHERE role = 'editor' AND accounts = '*';
