import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { getJson, startCollector } from '../support/command.ts';
import { hasProgram } from '../support/proxy.ts';

const UNITS = fileURLToPath(new URL('../../deploy/systemd/', import.meta.url));
const BIN = fileURLToPath(new URL('../../src/server/bin.mjs', import.meta.url));
const NAMES = ['tgp.service', 'tgp-backup.service', 'tgp-backup.timer'];

const hasSystemd = hasProgram('systemd-analyze', 'systemd');

/** The units, with the programs of this machine in place of an operator's. */
function units(): string {
  const folder = tempDir();
  for (const name of NAMES) {
    const text = readFileSync(join(UNITS, name), 'utf8');
    const here = text
      .replaceAll('/usr/bin/node', process.execPath)
      .replaceAll('/opt/tgp/node_modules/tgp-collector/src/server/bin.mjs', BIN);
    writeFileSync(join(folder, name), here);
  }
  return folder;
}

it.skipIf(!hasSystemd)('systemd takes the units', () => {
  const folder = units();
  const files = NAMES.map(name => join(folder, name));
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([0, '', '']);
});

it.skipIf(!hasSystemd).each([
  ['tgp.service', 20],
  ['tgp-backup.service', 12],
])('%s is exposed to little', (name, threshold) => {
  const args = ['security', '--offline=yes', `--threshold=${threshold}`, '--no-pager', join(units(), name)];
  const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  expect([stdout.trim().split('\n').at(-1), status]).toEqual([expect.stringContaining('Overall'), 0]);
});

/** The commands of a unit, as systemd gives them to a shell. */
const commandsOf = (unit: string): string[] =>
  [...unit.matchAll(/^ExecStart(?:Post)?=(.*)$/gm)].map(found => found[1]!.replaceAll('%%', '%'));

it('the backup has every beacon that came before it, and two weeks of backups stay', async () => {
  const data = tempDir();
  const collector = await startCollector(data);
  const demo = await getJson(`${collector.origin}/accounts/demo/tags`, collector.token);
  const writeKey = demo.tags[0].write_key;
  const send = (id: string) =>
    fetch(`${collector.origin}/pixel/v1/track?writeKey=${writeKey}&anonymousId=a&event=e&messageId=${id}`);
  for (let at = 0; at < 20; at++) expect((await send(`m${at}`)).status).toBe(200);

  const backups = tempDir();
  const old = join(backups, 'tgp-old.db');
  const kept = join(backups, 'kept.db');
  for (const file of [old, kept]) {
    writeFileSync(file, '');
    const longAgo = Date.now() / 1000 - 16 * 86_400;
    utimesSync(file, longAgo, longAgo);
  }
  const unit = readFileSync(join(units(), 'tgp-backup.service'), 'utf8');
  for (const command of commandsOf(unit))
    execFileSync('/bin/sh', ['-c', command.replaceAll('/var/lib/tgp-backup', backups)], {
      env: { ...process.env, TGP_DATA: data },
      stdio: 'pipe',
    });
  const made = readdirSync(backups).filter(name => name !== 'kept.db');
  expect(made).toEqual([expect.stringMatching(/^tgp-\d{4}-\d\d-\d\dT\d{6}Z\.db$/)]);

  // A backup is a store: on a new machine it is put back, or is the store itself.
  const other = join(tempDir(), 'data');
  mkdirSync(other);
  writeFileSync(join(other, 'tgp.db'), readFileSync(join(backups, made[0]!)), { mode: 0o600 });
  const again = await startCollector(other);
  const { events } = await getJson(
    `${again.origin}/events?writeKey=${writeKey}&event=e&limit=100`,
    collector.token,
  );
  expect(events.map(({ messageId }: { messageId: string }) => messageId).sort()).toEqual(
    Array.from({ length: 20 }, (_, at) => `m${at}`).sort(),
  );
});
