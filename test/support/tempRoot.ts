import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';

/** More than all tests together leave there at any time. In a container it is often less: 64 MB. */
const ENOUGH = 1024 ** 3;

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ENOUGH;
  } catch {
    return false;
  }
}

/**
 * Where tests make their folders: in memory, where syncs cost nothing, if there is room. What a process wrote before it was
 * killed is kept there as on a disk; that the collector syncs before it answers is a test of its own (synced.test.ts).
 */
export const tempRoot = hasRoom(MEMORY) ? MEMORY : tmpdir();
