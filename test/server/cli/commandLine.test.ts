import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeCommand } from '../../../src/server/cli/decodeCommand.ts';
import { installCommand } from '../../../src/server/cli/installCommand.ts';
import { makeFolder } from '../../../src/server/cli/makeFolder.ts';
import { readOptions } from '../../../src/server/cli/options.ts';
import { rebuildCommand } from '../../../src/server/cli/rebuildCommand.ts';
import { tempDir } from '../../support/collector.ts';
import { runCommand } from '../../support/command.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

/** Runs `tgp` to its end. */
async function ended(args: string[], env = {}) {
  const command = runCommand(args, env);
  return { code: await command.exit, out: command.out, err: command.err };
}

it.each(['--version', '-v'])('says which version it is by %s', async flag => {
  expect(await ended([flag])).toEqual({ code: 0, out: `tgp ${version}\n`, err: '' });
});

it.each(['serve', 'install', 'decode', 'doctor', 'plan', 'rebuild', 'backup', 'restore', 'export', 'import'])(
  'tells how to use %s',
  async command => {
    for (const flag of ['--help', '-h']) {
      const { code, out, err } = await ended([command, flag]);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(command === 'serve' ? /^Usage: tgp / : new RegExp(`^Usage: tgp ${command}`));
    }
  },
);

it.each([
  [['foo'], /^tgp: "foo" is no command; .*decode/],
  [['constructor'], /^tgp: "constructor" is no command/],
  [['serve', 'foo'], /^tgp: "serve foo" is no command/],
  [['--data', 'x', 'backup', 'f'], /^tgp: backup: put it first.*tgp backup/],
  [['--data', 'x', 'retention'], /^tgp: retention: put it first/],
  [['decode', 'foo'], /^tgp: "foo" is no beacon: .*writeKey=/],
  [['--retention-days', '-1'], /^tgp: --retention-days: "-1" is no number of days from 2 up$/],
  [['--port', '-1'], /^tgp: --port: "-1" is no port/],
  [['--port'], /^tgp: --port: give it a value; "tgp --help"/],
  [['--store', ''], /^tgp: --store: give it a value; "tgp --help" lists the options$/],
  [['--host='], /^tgp: --host: give it a value/],
  [['--public-url', 'https://a.example', '--public-url', ' '], /^tgp: --public-url: give it a value/],
  [['rebuild', '--data', ''], /^tgp: --data: give it a value; "tgp rebuild --help"/],
  [['--data', '--port', '80'], /^tgp: --data: give it a value/],
  [['--demo=on'], /^tgp: .*--demo.*does not take an argument/],
  [['--nothing'], /^tgp: Unknown option '--nothing'; "tgp --help" lists the options$/],
  [['rebuild', '--data'], /^tgp: --data: give it a value; "tgp rebuild --help"/],
  [['install', 'x'], /^tgp: "x": install takes no argument/],
] as const)('says in one line what is wrong with %j', async (args, line) => {
  const { code, out, err } = await ended([...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err.trimEnd()).toMatch(line);
  expect(err.trimEnd()).not.toContain('\n');
});

it('names a folder where there can be none, and does not try for ever', async () => {
  for (const data of ['/proc/x', '/proc/x/y', '/dev/null/x']) {
    const { code, err } = await ended(['--data', data]);
    expect(code).toBe(1);
    expect(err).toMatch(
      new RegExp(`^tgp: can't open the store in ${data}: .*; --data names another folder\n$`),
    );
  }
});

it('makes the folders that are missing', () => {
  const folder = join(tempDir(), 'a/b/c');
  makeFolder(folder);
  makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

it.each([
  ['a URL', 'https://c.example/pixel/v1/track?writeKey=k&event=e&anonymousId=a#x'],
  ['a query', 'writeKey=k&event=e&anonymousId=a'],
  ['a query with its question mark', '?writeKey=k&event=e&anonymousId=a'],
  [
    'a query with a question mark in a value',
    'writeKey=k&event=e&anonymousId=a&context.page.url=https://a.example/?b=c',
  ],
  ['a query with spaces around it', '  writeKey=k&event=e&anonymousId=a\n'],
])('decodes %s', (_, beacon) => {
  expect(JSON.parse(decodeCommand([beacon])).collector.stores).toMatchObject({
    event: 'e',
    anonymousId: 'a',
  });
});

it.each(['foo', '', ' ', 'https://c.example/', '/pixel/v1/track', 'a b=c'])(
  'takes %j for no beacon',
  beacon => {
    expect(() => decodeCommand([beacon])).toThrow(/beacon/);
  },
);

it('takes a value that begins with a sign as one', async () => {
  const data = join(tempDir(), 'none');
  expect(() => installCommand(['--pixel', '-x'], {})).toThrow(/^--pixel -x: /);
  await expect(rebuildCommand(['--data', '-x'], {})).rejects.toThrow(/there is no store in .*\/-x$/);
  expect(() => readOptions(['--admin-token-file', data], {})).toThrow(data);
  writeFileSync(data, 'sixteen-letters!');
  expect(readOptions(['--admin-token-file', data], {})).toMatchObject({ adminToken: 'sixteen-letters!' });
});
