import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** What a side's own tsconfig says of a file that holds these lines. */
function problemsOn(side: string, source: string): string[] {
  const folder = `${ROOT}src/${side}`;
  const { config } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const file = `${folder}/probe.ts`;
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022)
      : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const NODE = 'export const probe = Buffer.from("x");';
const DOM = 'export const probe = document.title;';
const NEITHER = 'export const probe = encodeURIComponent("x");';

describe('a side', () => {
  for (const side of ['protocol', 'tag', 'install', 'ui']) {
    it(`does not compile Node in ${side}`, () => {
      expect(problemsOn(side, NODE).join()).toMatch(/Buffer/);
      expect(problemsOn(side, NEITHER)).toEqual([]);
    });
  }
  for (const side of ['protocol', 'install', 'server']) {
    it(`does not compile a page in ${side}`, () => {
      expect(problemsOn(side, DOM).join()).toMatch(/document/);
      expect(problemsOn(side, NEITHER)).toEqual([]);
    });
  }
});
