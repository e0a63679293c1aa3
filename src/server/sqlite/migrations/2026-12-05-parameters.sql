-- Parameters that are cut from a tag's addresses beside those that are secrets or persons, and those of these that are kept:
-- JSON lists.
ALTER TABLE tags ADD COLUMN cut_parameters TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tags ADD COLUMN keep_parameters TEXT NOT NULL DEFAULT '[]';
