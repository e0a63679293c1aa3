-- Saved pixels are read in pages too, and advertising records by whether they are in use and by what they count, whoever's they are.
CREATE INDEX saved_pixels_by_time ON saved_pixels (account_id, created_at, id);
CREATE INDEX saved_pixels_by_name ON saved_pixels (account_id, name, id);
CREATE INDEX saved_pixels_by_type ON saved_pixels (account_id, pixel_type, created_at, id);
