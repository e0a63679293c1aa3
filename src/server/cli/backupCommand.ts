import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readBackup, writeBackup } from '../sqlite/backup.ts';
import { removeRebuild } from '../sqlite/rebuild/rebuild.ts';
import { withoutSessions } from '../sqlite/withoutSessions.ts';
import { BadOption } from './badOption.ts';
import { DATA_OPTION, readDataCommand, withStore } from './dataCommand.ts';
import { progress } from './progress.ts';

const BACKUP_HELP = `Usage: tgp backup <file> [--data <folder>]

Copies all that is stored when it begins into one file, while the collector runs. Shows how far it is.

${DATA_OPTION}`;

const RESTORE_HELP = `Usage: tgp restore <file> [--data <folder>]

Puts a backup in the place of what is stored, while the collector runs or not. What is there now is kept beside it,
in a backup of its own.

${DATA_OPTION}`;

/** What `tgp backup` prints. */
export async function backupCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const call = readDataCommand({ name: 'backup', argument: 'file' }, args, env);
  if (call === 'help') return BACKUP_HELP;
  const target = resolve(call.argument);
  if (existsSync(target)) throw new BadOption(`there is a file ${target} already; name another one`);
  await writeShown(call.file, target);
  return `${await countEvents(target)} events are in ${target}`;
}

/** Copies a store, and shows how far it is. */
async function writeShown(file: string, target: string): Promise<void> {
  const bar = progress('copying');
  try {
    await writeBackup(file, target, bar.show);
  } finally {
    bar.end();
  }
}

/** What `tgp restore` prints. */
export async function restoreCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const call = readDataCommand({ name: 'restore', argument: 'file' }, args, env);
  if (call === 'help') return RESTORE_HELP;
  const source = resolve(call.argument);
  if (!existsSync(source)) throw new BadOption(`there is no file ${source}`);
  const folder = dirname(call.file);
  const kept = join(folder, `before-restore-${new Date().toISOString().replace(/\W/g, '')}.db`);
  // A backup of an earlier version gets its newest form in a copy, and is left as it is.
  const copy = join(folder, 'restore.partial');
  copyFileSync(source, copy);
  // A copy has the rights of what it is of.
  chmodSync(copy, 0o600);
  try {
    // One of an earlier version, or of another maker, may have log-ins.
    withoutSessions(copy);
    const events = await countEvents(copy);
    await carryServed(call.file, copy);
    await writeShown(call.file, kept);
    await readBackup(copy, call.file);
    removeRebuild(call.file);
    return `${events} events are restored; what was there is in ${kept}`;
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true });
  }
}

/** What was served since a backup was made must be served for ever as well. */
const carryServed = (from: string, to: string): Promise<void> =>
  withStore(from, ({ servedFiles }) =>
    withStore(to, async ({ servedFiles: kept }) => {
      for (const name of await servedFiles.list()) await kept.add((await servedFiles.get(name))!);
    }),
  );

const countEvents = (file: string): Promise<number> => withStore(file, store => store.status().eventsStored);
