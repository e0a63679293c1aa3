-- Who made a token, and its end. Of the tokens that are there nobody knows: they stay until they are revoked.
ALTER TABLE tokens ADD COLUMN maker_kind TEXT;
ALTER TABLE tokens ADD COLUMN maker_id TEXT;
ALTER TABLE tokens ADD COLUMN expires_at INTEGER;

-- How a log-in's token travels: see store/users.ts.
ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'auth';
