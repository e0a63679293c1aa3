-- Whose file it is, in its header: `tgp` and a zero byte. See backupFile.ts.
PRAGMA application_id = 1952935936;
