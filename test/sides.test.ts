import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { circles } from './support/circles.ts';
import { compile } from './support/compile.ts';
import { importsOf, readImports } from './support/imports.ts';
import { lintImports } from './support/lintImports.ts';
import { strays } from './support/strays.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const PROBES = {
  node: 'export const probe = Buffer.from("x");',
  page: 'export const probe = document.title;',
  neither: 'export const probe = encodeURIComponent("x");',
};

/** What a side's own tsconfig says of files that hold these lines. */
function problemsOn(side: string): Record<keyof typeof PROBES, string> {
  const folder = `${ROOT}src/${side}`;
  const { config } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const pathOf = (name: string) => `${folder}/${name}.probe.ts`;
  const sources = Object.entries(PROBES).map(([name, source]) => [pathOf(name), source]);
  const problems = compile(Object.fromEntries(sources), options);
  return Object.fromEntries(
    Object.keys(PROBES).map(name => [name, problems[pathOf(name)]!.join()]),
  ) as Record<keyof typeof PROBES, string>;
}

describe('a side', () => {
  const NO_NODE = ['protocol', 'tag', 'install', 'ui'];
  const NO_PAGE = ['protocol', 'install', 'server'];
  it.each(['protocol', 'tag', 'install', 'ui', 'server'])(
    'compiles in %s nothing that is not there',
    side => {
      const { node, page, neither } = problemsOn(side);
      expect(neither).toBe('');
      if (NO_NODE.includes(side)) expect(node).toMatch(/Buffer/);
      else expect(node).toBe('');
      if (NO_PAGE.includes(side)) expect(page).toMatch(/document/);
      else expect(page).toBe('');
    },
  );
});

/** A file of each place that a rule tells of. */
const PLACES = [
  'protocol/probe.ts',
  'tag/probe.ts',
  'install/probe.ts',
  'ui/console/probe.ts',
  'ui/shop/probe.ts',
  ...[
    'index.ts',
    'app.ts',
    'cli/probe.ts',
    'api/api.ts',
    'api/probe.ts',
    'api/collector/probe.ts',
    'api/savedPixels/probe.ts',
    'api/pixelEvents/probe.ts',
    'api/businessPixels/probe.ts',
    'api/advertising/probe.ts',
    'served/probe.ts',
    'ads/probe.ts',
    'collect/probe.ts',
    'jobs/probe.ts',
    'access/probe.ts',
    'http/probe.ts',
    'http/openapi/probe.ts',
    'sqlite/probe.ts',
    'postgres/probe.ts',
    'memory/probe.ts',
    'attribution/probe.ts',
    'visits/probe.ts',
    'store/probe.ts',
  ].map(path => `server/${path}`),
].map(path => `src/${path}`);

const from = (path: string, to: string): string => {
  const relative = posix.relative(posix.dirname(path), to);
  return relative.startsWith('.') ? relative : `./${relative}`;
};

describe('the fences', () => {
  const imports = readImports();

  it('are crossed by no import of the tree', () => {
    expect(imports.size).toBeGreaterThan(400);
    expect([...imports.values()].flat().length).toBeGreaterThan(1000);
    expect(strays(imports)).toEqual([]);
  });

  it('know each room of the server, and each dialect', () => {
    const rooms = (paths: string[], depth: number) =>
      new Set(
        paths.map(path => path.split('/').slice(0, depth).join('/')).filter(path => !/\.m?[jt]s$/.test(path)),
      );
    const server = [...imports.keys()].filter(path => path.startsWith('src/server/'));
    const api = server.filter(path => path.startsWith('src/server/api/'));
    expect([...rooms(PLACES, 3)]).toEqual(expect.arrayContaining([...rooms(server, 3)]));
    expect([...rooms(PLACES, 4)]).toEqual(expect.arrayContaining([...rooms(api, 4)]));
  });

  it.each([
    ['src/protocol/a.ts', 'src/tag/b.ts', 'protocol does not import tag'],
    ['src/tag/a.ts', 'src/install/b.ts', 'tag does not import install'],
    ['src/install/a.ts', 'src/server/app.ts', 'install does not import server'],
    ['src/ui/console/a.ts', 'src/tag/b.ts', 'ui does not import tag'],
    ['src/server/app.ts', 'src/ui/console/b.ts', 'server does not import ui'],
    ['src/install/a.ts', 'scripts/b.mjs', 'what is published imports nothing outside src'],
    ['src/server/collect/a.ts', 'src/server/api/tagFor.ts', 'collect is below api'],
    ['src/server/cli/a.ts', 'src/server/app.ts', 'cli is below app.ts'],
    ['src/server/app.ts', 'src/server/index.ts', 'app.ts is below index.ts'],
    ['src/server/http/openapi/a.ts', 'src/server/access/b.ts', 'http is below access'],
    ['src/server/access/a.ts', 'src/server/sqlite/b.ts', 'an engine is named by index.ts and cli alone'],
    ['src/server/memory/a.ts', 'src/server/sqlite/b.ts', 'an engine is named by index.ts and cli alone'],
    [
      'src/server/sqlite/a.ts',
      'src/server/http/b.ts',
      'an engine imports store, attribution and visits alone',
    ],
    ['src/server/sqlite/a.ts', 'src/install/b.ts', 'sqlite imports of the other sides protocol alone'],
    [
      'src/server/attribution/a.ts',
      'src/install/b.ts',
      'attribution imports of the other sides protocol alone',
    ],
    ['src/server/store/a.ts', 'src/server/attribution/b.ts', 'store is below attribution'],
    ['src/server/store/a.ts', 'src/server/visits/b.ts', 'store is below visits'],
    ['src/server/attribution/a.ts', 'src/server/visits/b.ts', 'attribution is below visits'],
    ['src/server/utils/a.ts', 'src/server/store/b.ts', 'utils is no room of the server'],
    ['src/server/api/collector/a.ts', 'src/server/api/advertising/b.ts', 'a dialect imports no other'],
    ['src/server/api/a.ts', 'src/server/api/advertising/b.ts', 'only api.ts puts the dialects together'],
  ])('let nobody from %s to %s', (path, to, rule) => {
    expect(strays(new Map([[path, [to]]]))).toEqual([`${path} → ${to}: ${rule}`]);
    expect(strays(new Map([[path, ['src/protocol/event.ts']]]))).toEqual([]);
  });

  it('are the linter’s too: of every place it takes and refuses what this check does', () => {
    const probes = PLACES.map(path => {
      const others = PLACES.filter(to => to !== path);
      return { path, others, source: others.map(to => `import '${from(path, to)}';`).join('\n') };
    });
    const sources = Object.fromEntries(probes.map(({ path, source }) => [path, source]));
    const refused = lintImports(sources).filter(({ rule }) => rule === 'noRestrictedImports');
    const byLint = refused.map(
      ({ path, line }) => `${path} → ${probes.find(each => each.path === path)!.others[line - 1]}`,
    );
    const byCheck = strays(new Map(probes.map(({ path, others }) => [path, others]))).map(
      text => text.split(':')[0],
    );
    expect(byLint.sort()).toEqual(byCheck.sort());
    expect(byCheck.length).toBeGreaterThan(300);
  });
});

describe('a circle', () => {
  it('is nowhere in the tree', () => {
    expect(circles(readImports())).toEqual([]);
  });

  it('is found however long it is, by imports of types too, and nothing else is', () => {
    const tree = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', []],
    ]);
    expect(circles(tree)).toEqual([]);
    expect(circles(new Map([...tree, ['d', ['a']]]))).toEqual([['a', 'b', 'c', 'd']]);
    expect(circles(new Map([...tree, ['d', ['b']]]))).toEqual([['b', 'd']]);
    expect(circles(new Map([...tree, ['d', ['d']]]))).toEqual([['d']]);
    expect(
      circles(
        new Map([
          ['a', ['b']],
          ['b', ['a', 'c']],
          ['c', ['d']],
          ['d', ['c']],
        ]),
      ),
    ).toEqual([
      ['c', 'd'],
      ['a', 'b'],
    ]);
    const forms = [
      "import { a } from './a.ts'",
      "import type { B } from '../b.ts'",
      "export * from './c.ts'",
      "export type { D } from './d.ts'",
      "import './e.ts'",
      "const f = await import('./f.ts')",
      "import 'node:fs'",
      "// import './g.ts'",
      "const text = `import './h.ts'`",
    ];
    expect(importsOf(forms.join(';\n'))).toEqual([
      './a.ts',
      '../b.ts',
      './c.ts',
      './d.ts',
      './e.ts',
      './f.ts',
    ]);
  });

  it('is refused by the linter, of types too', () => {
    const found = lintImports({
      'test/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'test/b.ts': "import type { A } from './c.ts';\nexport type B = A;\n",
      'test/c.ts': "export type { A } from './a.ts';\n",
      'test/d.ts': "import type { A } from './a.ts';\nexport type D = A;\n",
    });
    const files = found.filter(({ rule }) => rule === 'noImportCycles').map(({ path }) => path);
    expect([...new Set(files)].sort()).toEqual(['test/a.ts', 'test/b.ts', 'test/c.ts']);
  });
});
