import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { contentsText } from '../sqlite/contents.ts';
import { restore } from '../sqlite/restore.ts';
import { BadOption } from './badOption.ts';
import { FOLDER_OPTION, readFolderCommand } from './dataCommand.ts';
import { progress } from './progress.ts';

const HELP = `Usage: tgp restore <file> [--data <folder>]

Puts a backup in the place of what is stored, while the collector runs or not, or into a folder without a store. What is
there now is kept beside it, in a backup of its own. A running collector answers 503 meanwhile. A file that is no whole
backup of "tgp backup" changes nothing.

${FOLDER_OPTION}`;

/** What `tgp restore` prints. */
export async function restoreCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const call = readFolderCommand({ name: 'restore', argument: 'file', isNew: true }, args, env);
  if (call === 'help') return HELP;
  const source = resolve(call.argument);
  if (!existsSync(source)) throw new BadOption(`there is no file ${source}`);
  const bar = progress('copying');
  const name = `before-restore-${new Date().toISOString().replace(/\W/g, '')}-${randomBytes(2).toString('hex')}.db`;
  const { contents, before } = await restore(source, call.file, name, bar.show).finally(bar.end);
  const where = before ? `what was there is in ${before.file}` : `there was nothing in ${dirname(call.file)}`;
  return [
    `${contents.events} events are restored; ${where}`,
    `restored: ${contentsText(contents)}`,
    ...(before ? [`kept: ${before.contents.events} events, ${contentsText(before.contents)}`] : []),
  ].join('\n');
}
