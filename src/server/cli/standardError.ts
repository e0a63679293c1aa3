import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';

/** Where lines are written. */
export interface Lines {
  write(line: string): void;
}

/**
 * Standard error, for a log that must hold nothing up: a line that can't be written (nobody reads any more, or not now, or
 * the disk is full) is lost, and the next one that can be is preceded by how many were.
 */
export function standardError(descriptor = withoutWaiting(2)): Lines {
  let lost = 0;
  /** What a pipe has not taken yet of a line: it is finished first, or two lines would be one. */
  let rest = Buffer.alloc(0);
  return {
    write(line) {
      rest = rest.subarray(put(descriptor, rest));
      const bytes = Buffer.from(lost ? lostText(lost) + line : line);
      const written = rest.length ? 0 : put(descriptor, bytes);
      if (written) {
        rest = bytes.subarray(written);
        lost = 0;
      } else lost++;
    },
  };
}

/** Writes as much as can be written, and tells how much that was. */
function put(descriptor: number, bytes: Uint8Array): number {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch {
    // Whom should it be told?
  }
  return written;
}

const lostText = (lost: number): string =>
  `${JSON.stringify({ level: 40, time: Date.now(), lost, msg: 'lines of this log could not be written' })}\n`;

/** A pipe that nobody empties would stop whoever writes: opened once more, it says that it is full. */
function withoutWaiting(descriptor: number): number {
  try {
    if (!fstatSync(descriptor).isFIFO()) return descriptor;
    const { O_WRONLY, O_NONBLOCK } = constants;
    const opened = openSync(`/proc/self/fd/${descriptor}`, O_WRONLY | O_NONBLOCK);
    process.once('exit', () => closeSync(opened));
    return opened;
  } catch {
    return descriptor;
  }
}
