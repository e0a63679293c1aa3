-- What a user is called where a number stands for a person. Drawn far above those of tokens, which are counted from 1.
ALTER TABLE users ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE users SET number = 100000000 + abs(random() % 2000000000);
