import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeBackup } from '../sqlite/backup.ts';
import { contentsOf } from '../sqlite/contents.ts';
import { BadOption } from './badOption.ts';
import { FOLDER_OPTION, readFolderCommand } from './dataCommand.ts';
import { progress } from './progress.ts';

export { restoreCommand } from './restoreCommand.ts';

const HELP = `Usage: tgp backup <file> [--data <folder>]

Copies all that is stored when it begins into one file, while the collector runs. Shows how far it is.

${FOLDER_OPTION}`;

/** What `tgp backup` prints. */
export async function backupCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const call = readFolderCommand({ name: 'backup', argument: 'file' }, args, env);
  if (call === 'help') return HELP;
  const target = resolve(call.argument);
  if (existsSync(target)) throw new BadOption(`there is a file ${target} already; name another one`);
  await writeShown(call.file, target);
  return `${countEvents(target)} events are in ${target}`;
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

/** Without opening it as a store: it is left as it was written. */
function countEvents(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return contentsOf(db).events;
  } finally {
    db.close();
  }
}
