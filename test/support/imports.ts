import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['src', 'test', 'e2e', 'bench', 'scripts'];

/** From each file to the files it imports, by their paths in the repository. */
export type Imports = Map<string, string[]>;

/** What every file of the tree imports of the tree, types too. */
export function readImports(): Imports {
  const paths = FOLDERS.flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      name => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  ).filter(path => /\.(ts|mts|mjs|js)$/.test(path) && !path.endsWith('.d.mts'));
  const all = new Set(paths);
  return new Map(
    paths.map(path => [
      path,
      importsOf(readFileSync(join(ROOT, path), 'utf8'))
        .map(name => posix.join(posix.dirname(path), name))
        .filter(name => all.has(name)),
    ]),
  );
}

/** What a source imports by a relative path: `import`, `export … from` and `import()`, of values and of types. */
export const importsOf = (source: string): string[] =>
  ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter(name => name.startsWith('.'));
