import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { between, madeParts, PAGES } from '../../scripts/readme.mjs';
import * as limits from '../../src/protocol/limits.ts';
import { MAX_ID } from '../../src/server/collect/readId.ts';
import { compile } from '../support/compile.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const pages = new Map(PAGES.map(page => [page, readFileSync(`${ROOT}${page}`, 'utf8')]));
const readme = pages.get('README.md')!;
const tagTypes = readFileSync(`${ROOT}src/tag/types.ts`, 'utf8');

const part = (name: string, page: string): string => [...pages.get(page)!.matchAll(between(name))][0]![2]!;

/** The blocks of one language in a page, or in all of them. */
const blocks = (language: string, text = [...pages.values()].join('\n')): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}( \\S+)?\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    found => found[2]!,
  );

/** True where a module asks for what is here. What needs a framework is built with it by `npm run test:recipes`. */
const isAlone = (source: string): boolean =>
  [...source.matchAll(/(?:from|import) '([^']+)'/g)].every(found =>
    ['tgp', 'tgp/install', 'react'].includes(found[1]!),
  ) && !/defineNuxtPlugin/.test(source);

/** Of React, what the examples use of it: the tag needs no framework, and neither do its tests. */
const REACT = `declare module 'react' {
  export function useEffect(run: () => void, on: unknown[]): void;
}
declare namespace JSX {
  interface IntrinsicElements { button: { onClick: () => void; children?: unknown } }
}`;

/** As a page has it: a global. */
const asScript = (source: string): string =>
  `import type { Tgp } from 'tgp';\ndeclare const tgp: Tgp;\n${source}`;

/** What is wrong with each module, in one program: they see the tag's types, the install code's, and a little React. */
function problemsOf(modules: string[]): string[] {
  const folder = `${ROOT}src/tag/`;
  const examples = modules.map((source, at) => [`${folder}example${at}.tsx`, source] as const);
  const found = compile(
    {
      [`${folder}examples.d.ts`]: REACT,
      [`${folder}tgpModule.ts`]:
        "import type { Tgp } from './types.ts';\nexport declare const tgp: Tgp;\nexport type { Tgp };",
      ...Object.fromEntries(examples),
    },
    {
      strict: true,
      allowImportingTsExtensions: true,
      jsx: ts.JsxEmit.Preserve,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      types: [],
      // `console`, for the examples that print.
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      paths: { tgp: [`${folder}tgpModule.ts`], 'tgp/install': [`${ROOT}src/install/index.ts`] },
    },
  );
  return examples.map(([path]) => found[path]!.join('\n'));
}

describe('the pages', () => {
  it('have the parts that are made as they are made today (npm run readme)', async () => {
    for (const [name, made] of Object.entries(await madeParts())) {
      const stand = [...pages.values()].flatMap(text =>
        [...text.matchAll(between(name))].map(found => found[2]),
      );
      expect(stand.length, name).toBeGreaterThan(0);
      for (const each of stand) expect(each).toBe(made);
    }
  });

  it('show what a start prints', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tgp-readme-'));
    const child = spawn(process.execPath, [`${ROOT}src/server/index.ts`, '--port', '0', '--data', folder]);
    try {
      let printed = '';
      for await (const chunk of child.stdout) {
        printed += chunk;
        if (printed.includes('keep it')) break;
      }
      const made = printed
        .replace(/(127\.0\.0\.1|localhost):\d+/g, '$1:4242')
        .replace(folder, './data')
        .replace(/tgp_\S+/g, 'tgp_…');
      expect(part('start', 'README.md')).toBe(`\n\`\`\`\n${made}\`\`\`\n`);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it('state the limits of the code', () => {
    const table = part('limits', 'docs/beacon.md');
    const stated = [...table.matchAll(/\| ([\d,]+)/g)].map(found => Number(found[1]!.replace(/,/g, '')));
    expect(stated).toEqual([
      limits.MAX_URL_LENGTH,
      limits.MAX_DEPTH,
      limits.MAX_KEYS,
      limits.MAX_INDEX,
      512 * 1024,
      MAX_ID,
      200,
    ]);
    expect(readFileSync(`${ROOT}src/server/collect/refused.ts`, 'utf8')).toContain('BODY_LIMIT = 512 * 1024');
    expect(readFileSync(`${ROOT}src/tag/state.ts`, 'utf8')).toMatch(/MAX_WAITING = 200/);
  });

  it('name every option of init, with its default', () => {
    const table = part('options', 'docs/commands.md');
    const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(found => found[1]);
    const block = /interface InitOptions \{([\s\S]*?)\n\}/.exec(tagTypes)![1]!;
    expect(listed).toEqual([...block.matchAll(/^ {2}(\w+)\?:/gm)].map(found => found[1]));
    for (const [, name, value] of block.matchAll(/Default: `([^`]+)`[^\n]*\n {2}(\w+)/g)) {
      expect(table).toMatch(new RegExp(`\`${value}\`.*${name}`));
    }
  });

  it('show every command', () => {
    const block = /interface Commands<[\s\S]*?> \{\n([\s\S]*?)\n\}/.exec(tagTypes)![1]!;
    const commands = new Set([...block.matchAll(/^ {2}(\w+): /gm)].map(found => found[1]!));
    const shown = blocks('js', pages.get('docs/commands.md')).join('\n');
    expect(commands.size).toBeGreaterThan(10);
    for (const command of commands) expect(shown).toContain(`tgp('${command}'`);
  });

  it('have examples that compile', () => {
    const modules = [...blocks('ts'), ...blocks('tsx')].filter(isAlone);
    const good = [...blocks('js').map(asScript), ...modules];
    expect(good.length).toBeGreaterThan(10);
    const bad = [
      "import { tgp } from 'tgp';\ntgp('trak', 'x');",
      "import { installCod } from 'tgp/install';",
    ];
    const problems = problemsOf([...good, ...bad]);
    expect(problems.slice(0, good.length)).toEqual(good.map(() => ''));
    for (const each of problems.slice(good.length)) expect(each).not.toBe('');
  });

  it('are short where they are the face', () => {
    expect(readme.split('\n').length).toBeLessThan(220);
  });

  it('name no package of a public registry that is not ours', () => {
    for (const [page, text] of pages) {
      expect(text, page).not.toMatch(
        /npm (install|i|add) (?!https:)|npx (?!--no -- )(tgp|--yes)|yarn add|pnpm add/,
      );
    }
  });
});
