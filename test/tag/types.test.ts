// @vitest-environment node

import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

// What compiles and what doesn't stands in types.test-d.ts; here is what a compiler says.
const NAMES =
  'init page track event conversion microconversion identify reset set consent piggyback on ready'.split(' ');
const CASES: [call: string, ...says: RegExp[]][] = [
  ["tgp('trak', 'x')", /"trak"' is not assignable/, ...NAMES.map(name => new RegExp(`"${name}"`))],
  ["tgp('trak')", /"trak"' is not assignable/],
  ["tgp('Page', {}, {})", /"Page"' is not assignable/],
  ["window.tgp('trak', 'x')", /"trak"' is not assignable/],
  ["tgp('track', 5)", /'number' is not assignable to parameter of type 'string'/],
  ["tgp('init')", /Expected 2-3 arguments, but got 1/],
  ["tgp('reset', 1)", /Expected 1 arguments, but got 2/],
  ["tgp('init', 'key', { endPoint: 'x' })", /'endPoint' does not exist in type 'InitOptions'.*'endpoint'/],
  ["tgp('page', 'Cart', 5)", /'number' is not assignable to parameter of type 'Properties'/],
  ["tgp('page', { a: 1 }, { callBack: 1 })", /'callBack' does not exist in type 'EventOptions'/],
  ["tgp('on', 'sended', () => {})", /"sended"' is not assignable to parameter of type 'keyof Listeners'/],
  ["tgp('on', 'sent', ({ url }) => url)", /'url' does not exist on type 'Outcome'/],
  ["tgp('consent', { marketing: 'denied' })", /'marketing' does not exist/],
];

/** What the compiler says of each call, in a program for all of them. */
function compile(): string[] {
  const name = join(import.meta.dirname, 'calls.ts');
  const text = ["import { tgp } from '../../dist/index.js';", ...CASES.map(([call]) => `${call};`)].join(
    '\n',
  );
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    skipDefaultLibCheck: true,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = file => file === name || fileExists(file);
  host.readFile = file => (file === name ? text : readFile(file));
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022) : getSourceFile(file, ...rest);
  const said: string[] = Array(CASES.length + 1).fill('');
  for (const { start, messageText } of ts.getPreEmitDiagnostics(ts.createProgram([name], options, host))) {
    const line = text.slice(0, start).split('\n').length - 1;
    said[line] += `${ts.flattenDiagnosticMessageText(messageText, '\n')}\n`;
  }
  return said;
}

describe('a compiler', () => {
  const [ofImport, ...said] = compile();

  test('finds the types', () => expect(ofImport).toBe(''));

  test.each(CASES.map((each, at) => [each[0], each.slice(1), said[at]!] as const))(
    'says of %s what is wrong with that call',
    (_, says, text) => {
      for (const each of says) expect(text).toMatch(each);
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(text).not.toMatch(/overload/i);
    },
  );
});
