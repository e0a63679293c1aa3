import { rmSync, statSync, truncateSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** As much as goes at once: a file system holds up what others have synced for as long as it frees the blocks. */
const SLICE = 64 * 1024 * 1024;

const PAUSE_MS = 25;

/** Removes a file, if it is there, a piece at a time: whoever writes beside it waits for no more than that. */
export async function removeLarge(file: string): Promise<void> {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  for (let left = size - SLICE; left > 0; left -= SLICE) {
    truncateSync(file, left);
    await setTimeout(PAUSE_MS);
  }
  rmSync(file, { force: true });
}
