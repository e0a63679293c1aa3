-- Each account has a tag: those without one get it, as an account gets it from its making on. A table of accounts, never of events.
INSERT INTO tags (write_key, account_id, name, domain, disabled, created_at, integration_id)
SELECT lower(hex(randomblob(16))), id, 'First tag', '', 0, created_at, lower(
  hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
  substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
FROM accounts
WHERE NOT EXISTS (SELECT 1 FROM tags WHERE tags.account_id = accounts.id);

-- And each tag a data set.
UPDATE tags SET dataset_id = lower(
  hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
  substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))
WHERE dataset_id IS NULL;
