import { constants, setPriority } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Copied } from './shortenLog.ts';

// Beacons come first, see `readThread`.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// Copies what no reader needs at its old place any more, beside whoever commits, and ends.
const db = new DatabaseSync(workerData as string);
try {
  parentPort!.postMessage(db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() as unknown as Copied);
} finally {
  db.close();
}
