-- Whose days an account's reports are of. Null: of whoever reads them, as before.
ALTER TABLE accounts ADD COLUMN time_zone TEXT;
