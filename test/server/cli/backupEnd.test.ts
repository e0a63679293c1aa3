import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openStore, tempDir } from '../../support/collector.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'src', 'server', 'index.ts');

/** A store that takes a moment to be checked. */
async function large(): Promise<string> {
  const folder = tempDir();
  await openStore(folder).close();
  const db = new DatabaseSync(join(folder, 'tgp.db'));
  db.exec(`CREATE TABLE filler (text TEXT); CREATE INDEX filler_by_text ON filler (text);
    WITH RECURSIVE n (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < 300000)
    INSERT INTO filler SELECT hex(randomblob(60)) FROM n`);
  db.close();
  return folder;
}

// Linux says which processes one has begun.
it.runIf(process.platform === 'linux')(
  'ends at once while it checks the copy, and leaves nothing',
  async () => {
    const [data, folder] = [await large(), tempDir()];
    const target = join(folder, 'backup.db');
    const args = ['--disable-warning=ExperimentalWarning', MAIN, 'backup', target, '--data', data];
    const command = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = once(command, 'exit');
    const read = (path: string) => readFileSync(join('/proc', path), 'utf8');
    // Until then it is a copy of the one that has begun it.
    const checking = () =>
      read(`${command.pid}/task/${command.pid}/children`)
        .split(' ')
        .find(id => id && read(`${id}/cmdline`).includes('checkProgram'));
    let program = checking();
    for (; !program; program = checking()) await turn();
    // As one that takes minutes.
    process.kill(Number(program), 'SIGSTOP');
    command.kill('SIGTERM');
    expect(await ended).toEqual([128 + 15, null]);
    expect(readdirSync(folder)).toEqual([]);
    await expect
      .poll(() => {
        try {
          // One that has ended and nobody has asked for is there by its number alone.
          return /^State:\s+Z/m.test(read(`${program}/status`)) ? 'ended' : 'there';
        } catch {
          return 'ended';
        }
      })
      .toBe('ended');
  },
);
