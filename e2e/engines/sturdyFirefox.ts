import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = new Map<string, string>();

/**
 * A program that starts Firefox so that it outlives its renderers, as a visitor's does: Playwright sets a variable
 * that ends it with the first of them, and offers no way to take it out.
 */
export function sturdyFirefox(path: string): string {
  if (process.platform === 'win32') return path;
  const known = programs.get(path);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'tgp-firefox-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'firefox');
  writeFileSync(program, `#!/bin/sh\nunset MOZ_CRASHREPORTER_SHUTDOWN\nexec '${path}' "$@"\n`);
  chmodSync(program, 0o755);
  programs.set(path, program);
  return program;
}
