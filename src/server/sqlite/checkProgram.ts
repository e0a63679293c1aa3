import { argv } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

// What `checkApart` runs: prints what SQLite finds wrong with a file, and `ok` where that is nothing.
const file = pathToFileURL(argv[2]!);
// One that was taken away meanwhile, by a run that was told to end, is not made anew.
file.search = '?mode=rw';
const db = new DatabaseSync(file);
try {
  // It may say that it is in WAL mode; alone in its file it need not be.
  db.exec('PRAGMA journal_mode = DELETE');
  const found = db.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string };
  console.log(found.integrity_check);
} catch (error) {
  console.log((error as Error).message);
} finally {
  db.close();
}
