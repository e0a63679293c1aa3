import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { between, madeParts } from '../scripts/readme.mjs';
import * as limits from '../src/protocol/limits.ts';
import { MAX_MESSAGE_ID } from '../src/server/collect/validateEvent.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(`${ROOT}README.md`, 'utf8');
const tagTypes = readFileSync(`${ROOT}src/tag/types.ts`, 'utf8');

/** The README's blocks of one language. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(found => found[1]!);

/** What is wrong with a program that is made of the tag's types and the given lines. */
function problemsOf(lines: string): string[] {
  const file = `${ROOT}src/tag/readme.ts`;
  const source = `import type { Tgp } from './types.ts';\nexport declare const tgp: Tgp;\n${lines}`;
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
    // `console`, for the examples that print.
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    paths: { 'tgp/install': [`${ROOT}src/install/index.ts`] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022)
      : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the README', () => {
  it('has the parts that are made as they are made today (npm run readme)', async () => {
    for (const [name, part] of Object.entries(await madeParts())) {
      expect(between(name).exec(readme)?.[2]).toBe(`${part}\n`);
    }
  });

  it('shows what a start prints', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tgp-readme-'));
    const child = spawn(process.execPath, [`${ROOT}src/server/index.ts`, '--port', '0', '--data', folder]);
    try {
      let printed = '';
      for await (const chunk of child.stdout) {
        printed += chunk;
        if (printed.includes('keep it')) break;
      }
      const made = printed
        .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:4242')
        .replace(folder, './data')
        .replace(/tgp_\S+/, 'tgp_…');
      expect(between('start').exec(readme)![2]).toBe(`\`\`\`\n${made}\`\`\`\n`);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it('states the limits of the code', () => {
    const table = between('limits').exec(readme)![2]!;
    const stated = [...table.matchAll(/\| ([\d,]+)/g)].map(found => Number(found[1]!.replace(/,/g, '')));
    expect(stated).toEqual([
      limits.MAX_URL_LENGTH,
      limits.MAX_DEPTH,
      limits.MAX_KEYS,
      limits.MAX_INDEX,
      512 * 1024,
      MAX_MESSAGE_ID,
      200,
    ]);
    expect(readFileSync(`${ROOT}src/server/collect/refused.ts`, 'utf8')).toContain('BODY_LIMIT = 512 * 1024');
    expect(readFileSync(`${ROOT}src/tag/state.ts`, 'utf8')).toMatch(/MAX_WAITING = 200/);
  });

  it('names every option of init, with its default', () => {
    const table = between('options').exec(readme)![2]!;
    const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(found => found[1]);
    const block = /interface InitOptions \{([\s\S]*?)\n\}/.exec(tagTypes)![1]!;
    expect(listed).toEqual([...block.matchAll(/^ {2}(\w+)\?:/gm)].map(found => found[1]));
    for (const [, name, value] of block.matchAll(/Default: `([^`]+)`[^\n]*\n {2}(\w+)/g)) {
      expect(table).toMatch(new RegExp(`\`${value}\`.*${name}`));
    }
  });

  it('shows every command', () => {
    const commands = new Set([...tagTypes.matchAll(/\(command: '(\w+)'/g)].map(found => found[1]!));
    for (const command of commands) expect(blocks('js').join('\n')).toContain(`tgp('${command}'`);
  });

  it('has examples that compile', () => {
    expect(blocks('js').length).toBeGreaterThan(2);
    expect(problemsOf(blocks('js').join('\n'))).toEqual([]);
    expect(problemsOf(blocks('ts').join('\n'))).toEqual([]);
    expect(problemsOf("tgp('trak', 'x');")).not.toEqual([]);
    expect(problemsOf("import { installCod } from 'tgp/install';")).not.toEqual([]);
  });
});
