-- Who may put scripts of others on pages. Whoever could until now still can: 2 says so until the audit log has it.
ALTER TABLE tokens ADD COLUMN publish INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN publish INTEGER NOT NULL DEFAULT 0;
UPDATE tokens SET publish = 2 WHERE scope = 'write' AND revoked_at IS NULL;
UPDATE users SET publish = 2 WHERE role = 'editor';

-- 1: a tag runs no scripts of others.
ALTER TABLE tags ADD COLUMN images_only INTEGER NOT NULL DEFAULT 0;

-- What pages run since a change, as JSON.
ALTER TABLE audit ADD COLUMN published TEXT;
