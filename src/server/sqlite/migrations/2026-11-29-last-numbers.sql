-- The last number that a record of a kind was given: none is given twice, also where the record of the highest is gone.
CREATE TABLE last_numbers (
  kind   TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;

INSERT INTO last_numbers SELECT 'token', coalesce(max(number), 0) FROM tokens;
