import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Inspected, inspect, isStored } from '../../sqlite/inspect.ts';
import { UNFINISHED } from '../../store/unfinished.ts';
import { bad, type Check, ok, skip } from './check.ts';
import type { Events } from './checkPublic.ts';

const GB = 1e9;

/** Less than this is full before anybody looks. */
const MIN_FREE = GB / 10;

/** The store is larger than its file says by what its log holds. */
const FILES = /^tgp\.db(-wal|-shm)?$/;

const size = (bytes: number): string =>
  bytes >= GB ? `${(bytes / GB).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;

/** That the store is there and can be read by this version. */
export function checkData(data: string): { check: Check; store?: Inspected } {
  const name = 'data';
  const file = join(data, 'tgp.db');
  if (!existsSync(file)) {
    const fix = '--data or TGP_DATA names the folder; the collector makes a store there at its first start';
    return { check: bad(name, `there is no store in ${data}`, fix) };
  }
  try {
    const store = inspect(file);
    if (store.unknown) {
      const found = `${file} was written by a newer tgp (migration ${store.unknown})`;
      return { check: bad(name, found, 'start that version, or restore the backup from before it') };
    }
    if (store.isUnfinished) return { check: bad(name, `${file} is no whole store yet`, UNFINISHED), store };
    return { check: ok(name, `${file}, ${store.events} events taken so far`), store };
  } catch (error) {
    const fix = 'restore a backup (tgp restore), or run this as the user that the collector runs as';
    return { check: bad(name, `${file} can't be read: ${(error as Error).message}`, fix) };
  }
}

/** That this user can write there and that others can't read it. */
export function checkPermissions(data: string): Check {
  const name = 'permissions';
  if (!existsSync(data)) return skip(name, `there is no folder ${data}`);
  const files = readdirSync(data).filter(each => FILES.test(each));
  const isOpen = (statSync(data).mode & 0o011) !== 0;
  for (const path of [data, ...files.map(each => join(data, each))]) {
    const { mode, uid } = statSync(path);
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch {
      return bad(
        name,
        `this user can't write ${path}, which is user ${uid}'s`,
        `chown -R "$(id -un)" ${data}, or run as that user`,
      );
    }
    if (isOpen && mode & 0o066 && path !== data)
      return bad(name, `other users of this machine may read ${path}`, `chmod -R go= ${data}`);
  }
  return ok(name, `${data} can be written, and only by this user`);
}

/** That there is room for what comes. */
export function checkDisk(data: string, maxStore: number | null): Check {
  const name = 'disk';
  if (!existsSync(data)) return skip(name, `there is no folder ${data}`);
  const { bavail, bsize } = statfsSync(data);
  const free = bavail * bsize;
  const sizes = readdirSync(data)
    .filter(each => FILES.test(each))
    .map(each => statSync(join(data, each)).size);
  const used = sizes.reduce((sum, each) => sum + each, 0);
  const found = `${size(free)} free, the store has ${size(used)}`;
  if (free < MIN_FREE)
    return bad(name, found, 'make room, use a larger disk, or keep events for fewer days: --retention-days');
  if (maxStore !== null && maxStore > free + used)
    return bad(name, `${found}, and --max-store allows ${size(maxStore)}`, 'name less than the disk has');
  return ok(name, found);
}

/** The events that a store's file has. */
export const inFile = (file: string): Events => ({
  where: file,
  has: (writeKey, messageId) => isStored(file, writeKey, messageId),
});
