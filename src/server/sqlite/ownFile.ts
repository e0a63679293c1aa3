import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { HOUR_MS } from '../../protocol/durations.ts';

/** What SQLite has beside a file while it is open. */
const BESIDE = ['', '-journal', '-wal', '-shm'];

/** Such a name, of any run: a killed one leaves it, as large as it was. */
const PARTIAL = /^.+(\.\w+)\.[0-9a-f]{8}\.partial(-journal|-wal|-shm)?$/;

/** Nobody writes to one any more that has been still for so long: only its check may take a while. */
const STILL_MS = 6 * HOUR_MS;

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

/**
 * A name for a file that is being written, beside the one that it is to get. Also a process that is told to end removes it; of
 * one that is killed the next run does, hours later.
 */
export function ownFile(target: string): OwnFile {
  removeLeft(target);
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

/** Removes what killed runs left beside it of its kind, under whatever name: each night's backup has its own. */
function removeLeft(target: string): void {
  const folder = dirname(target);
  const since = Date.now() - STILL_MS;
  for (const name of namesIn(folder)) {
    if (PARTIAL.exec(name)?.[1] !== extname(target)) continue;
    const path = join(folder, name);
    const file = statSync(path, { throwIfNoEntry: false });
    if (file?.isFile() && file.mtimeMs < since) rmSync(path, { force: true });
  }
}

/** None where the folder can't be read: whoever writes there hears why. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
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
