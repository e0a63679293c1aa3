import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './run.mjs';

const FILE = 'dist/index.d.ts';

/** Writes the types of the tag's module as one file: those of the wire, those of the commands, and the tag itself. */
export function tagTypes() {
  const parts = ['src/protocol/event.ts', 'src/tag/types.ts', 'src/tag/module.ts'].map(file => {
    const { outputText } = ts.transpileDeclaration(readFileSync(join(ROOT, file), 'utf8'), {
      fileName: file,
      compilerOptions: { target: ts.ScriptTarget.ES2015, verbatimModuleSyntax: true },
    });
    return outputText.replace(/^import [^;]*;\n/gm, '');
  });
  writeFileSync(join(ROOT, FILE), parts.join('\n'));
  return FILE;
}
