import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** What SQLite has beside a file while it is open. */
const BESIDE = ['', '-journal', '-wal', '-shm'];

/** What is under way in this process. */
const open = new Set<string>();

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'];

const stop = (_: NodeJS.Signals, number: number) => {
  open.forEach(remove);
  // As a shell tells of a signal.
  process.exit(128 + number);
};

/** A file of this run alone, which gets its name when it is whole. */
export interface OwnFile {
  path: string;
  /** Gives it its name, for good: also where the machine stops right after. Throws where another file has that name. */
  keep(): void;
  /** Removes what was not kept. */
  end(): void;
}

/** A name for a file that is being written, beside the one that it is to get. Also a process that is told to end removes it. */
export function ownFile(target: string): OwnFile {
  if (!open.size) for (const signal of SIGNALS) process.on(signal, stop);
  const path = `${target}.${randomBytes(4).toString('hex')}.partial`;
  open.add(path);
  return {
    path,
    keep() {
      sync(path);
      nameIt(path, target);
      sync(dirname(target));
    },
    end() {
      remove(path);
      open.delete(path);
      if (!open.size) for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}

const remove = (path: string) => {
  for (const end of BESIDE) rmSync(path + end, { force: true });
};

/** A link takes nobody's place; not every file system has them. */
function nameIt(path: string, target: string): void {
  try {
    linkSync(path, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    renameSync(path, target);
    return;
  }
  rmSync(path);
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
