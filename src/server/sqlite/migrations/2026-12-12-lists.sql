-- Saved pixels and users are read in pages too, and advertising records by whether they are in use and by what they count, whoever's they are.
CREATE INDEX saved_pixels_by_time ON saved_pixels (account_id, created_at, id);
CREATE INDEX saved_pixels_by_name ON saved_pixels (account_id, name, id);
CREATE INDEX saved_pixels_by_type ON saved_pixels (account_id, pixel_type, created_at, id);
CREATE INDEX saved_pixels_by_type_and_name ON saved_pixels (account_id, pixel_type, name, id);

CREATE INDEX users_by_time ON users (created_at, name);

-- By whether they are in use, either way round, and pixels by what they count.
CREATE INDEX conversion_pixels_by_state ON conversion_pixels (account_id, state, created_at, id);
CREATE INDEX conversion_pixels_by_state_back ON conversion_pixels (account_id, state DESC, created_at, id);
CREATE INDEX line_items_by_state ON line_items (account_id, state, created_at, id);
CREATE INDEX line_items_by_state_back ON line_items (account_id, state DESC, created_at, id);
CREATE INDEX campaigns_by_state ON campaigns (account_id, state, created_at, id);
CREATE INDEX campaigns_by_state_back ON campaigns (account_id, state DESC, created_at, id);
CREATE INDEX segments_by_state ON segments (account_id, state, created_at, id);
CREATE INDEX segments_by_state_back ON segments (account_id, state DESC, created_at, id);
CREATE INDEX conversion_pixels_by_event ON conversion_pixels (account_id, pixel_conversion_event_id, created_at, id);
CREATE INDEX conversion_pixels_by_event_back ON conversion_pixels (account_id, pixel_conversion_event_id DESC, created_at, id);

-- Those of all accounts, the oldest first.
CREATE INDEX conversion_pixels_of_all ON conversion_pixels (created_at, id);
CREATE INDEX line_items_of_all ON line_items (created_at, id);
CREATE INDEX campaigns_of_all ON campaigns (created_at, id);
CREATE INDEX segments_of_all ON segments (created_at, id);
