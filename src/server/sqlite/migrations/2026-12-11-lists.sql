-- The lists of records are read in pages, however many there are: by name, and by when each was made.
CREATE INDEX accounts_by_time ON accounts (created_at, id);
CREATE INDEX accounts_by_name ON accounts (name, id);

DROP INDEX tags_by_account;
CREATE INDEX tags_by_account ON tags (account_id, created_at, write_key);
CREATE INDEX tags_by_name ON tags (account_id, name, write_key);

CREATE INDEX tokens_by_name ON tokens (name, id);

-- Clients are told the second, and sort by it.
CREATE INDEX conversion_pixels_by_time ON conversion_pixels (account_id, created_at, id);
CREATE INDEX conversion_pixels_by_second ON conversion_pixels (account_id, created_at / 1000 DESC, created_at, id);
CREATE INDEX conversion_pixels_by_name ON conversion_pixels (account_id, name, created_at, id);
CREATE INDEX line_items_by_time ON line_items (account_id, created_at, id);
CREATE INDEX line_items_by_second ON line_items (account_id, created_at / 1000 DESC, created_at, id);
CREATE INDEX line_items_by_name ON line_items (account_id, name, created_at, id);
CREATE INDEX campaigns_by_time ON campaigns (account_id, created_at, id);
CREATE INDEX campaigns_by_second ON campaigns (account_id, created_at / 1000 DESC, created_at, id);
CREATE INDEX campaigns_by_name ON campaigns (account_id, name, created_at, id);
CREATE INDEX segments_by_time ON segments (account_id, created_at, id);
CREATE INDEX segments_by_second ON segments (account_id, created_at / 1000 DESC, created_at, id);
CREATE INDEX segments_by_name ON segments (account_id, name, created_at, id);

-- Who changed what, by either of them.
CREATE INDEX audit_by_actor ON audit (actor_name, time, seq);
CREATE INDEX audit_by_kind ON audit (record_kind, time, seq);
