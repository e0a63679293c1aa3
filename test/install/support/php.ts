import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

const hasPhp = spawnSync('php', ['-r', 'new SimpleXMLElement("<a/>");']).status === 0;
const WHY_NOT =
  'tgp: no php here, so no PHP was run: apt-get install --no-install-recommends php-cli php-xml';
if (!hasPhp) console.warn(WHY_NOT);

/** A test that runs PHP; skipped, and said to be, where there is none. */
export const phpTest = hasPhp ? test : test.skip;

/** Makes the files in a folder of their own, while `use` runs. */
export function inFolder<Result>(files: { [name: string]: string }, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'tgp-php-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs PHP beside files, and gives what it prints. A notice or a warning is an error.
 * @param standIn the file of calls that the platform has, read first
 * @param given is there as `$given`
 */
export function runPhp(
  files: { [name: string]: string },
  standIn: string,
  code: string,
  given: unknown = null,
): string {
  const main = `<?php
error_reporting(E_ALL);
set_error_handler(function ($level, $message, $file, $line) {
    throw new ErrorException($message, 0, $level, $file, $line);
});
$given = json_decode(file_get_contents(__DIR__ . '/given.json'), true, 512, JSON_THROW_ON_ERROR);
require __DIR__ . '/standIn.php';
${code}`;
  const all = {
    ...files,
    'main.php': main,
    'standIn.php': readFileSync(standIn, 'utf8'),
    'given.json': JSON.stringify(given),
  };
  return inFolder(all, folder => {
    const { status, stdout, stderr } = spawnSync('php', [join(folder, 'main.php')], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (status !== 0 || stderr) throw new Error(`php: ${status}\n${stderr}\n${stdout}`);
    return stdout;
  });
}

/** The file beside a test's own. */
export const beside = (url: string, name: string): string => fileURLToPath(new URL(name, url));

/** What PHP itself says of the files: nothing, where they are right. */
export const lintPhp = (files: { [name: string]: string }): string =>
  inFolder(files, folder =>
    Object.keys(files)
      .filter(name => /\.(php|phtml)$/.test(name))
      .map(name => spawnSync('php', ['-l', join(folder, name)], { encoding: 'utf8' }))
      .filter(({ status }) => status !== 0)
      .map(({ stdout, stderr }) => stdout + stderr)
      .join('\n'),
  );
