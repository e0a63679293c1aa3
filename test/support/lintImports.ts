import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tempDir } from './collector.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Diagnostic {
  category: string;
  location: { path: string; start: { line: number } };
}

/** An import that a rule of the linter's is against. */
export interface Refused {
  path: string;
  line: number;
  rule: string;
}

/** What the repository's lint rules for imports say of sources, in a tree of their own. */
export function lintImports(sources: Record<string, string>): Refused[] {
  const folder = tempDir();
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  delete config.$schema;
  delete config.vcs;
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(config));
  mkdirSync(join(folder, 'src/server'), { recursive: true });
  copyFileSync(join(ROOT, 'src/server/biome.json'), join(folder, 'src/server/biome.json'));
  for (const [path, source] of Object.entries(sources)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  const rules = ['style/noRestrictedImports', 'suspicious/noImportCycles'].map(rule => `--only=${rule}`);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
      'lint',
      ...rules,
      '--reporter=json',
      '--max-diagnostics=none',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (!stdout) throw new Error(stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ category, location: { path, start } }) => ({
    path,
    line: start.line,
    rule: category.split('/').pop()!,
  }));
}
