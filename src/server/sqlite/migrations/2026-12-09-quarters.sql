-- How many of an hour's events were in its second, third and last quarter, for days of time zones that begin within an hour.
-- Null of what was counted before: a rebuild fills them in.
ALTER TABLE counts ADD COLUMN q1 INTEGER;
ALTER TABLE counts ADD COLUMN q2 INTEGER;
ALTER TABLE counts ADD COLUMN q3 INTEGER;
