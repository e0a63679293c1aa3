import { readdirSync, readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import MagicString, { Bundle } from 'magic-string';
import { parseAst } from 'rollup/parseAst';
import { minify } from 'terser';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

// Types are checked by `npm test`, side by side; here they only cost time.
const compile = side =>
  typescript({ tsconfig: `src/${side}/tsconfig.json`, compilerOptions: { noEmit: false, noCheck: true } });

// An import that rollup cannot find is a warning to it, and a broken page to us.
function onwarn(warning) {
  throw Object.assign(new Error(warning.message), warning);
}

// Several ways to say one thing compress worse than one: everything becomes a `let`, functions too, which terser
// then joins. Columns move a little in the source map, lines do not.
const lets = {
  name: 'lets',
  renderChunk: code => ({
    code: code
      .replace(/\bconst /g, 'let   ')
      .replace(/^(\s*)function (\w+)\((.*)\) \{$/gm, '$1let $2 = ($3) => {'),
    map: null,
  }),
};

// One `let` of everything, in its order, and then what runs: only the entry runs anything. With `lets` that saves some
// 90 bytes of brotli.
//
// What the collector builds into the tag is the argument of the whole, empty here (src/tag/state.ts): nothing of the
// page can stand in for it, and its functions see the page's names and none of the tag's. Given before terser's first
// step, it would be taken for a constant.
function assemble(code) {
  const [{ expression }] = parseAst(code).body;
  // Where something in it says `this`, terser makes it `!function () {…}()`.
  const statements = (expression.argument ?? expression).callee.body.body;
  const [first, ...others] = statements.flatMap(({ declarations = [] }) => declarations);
  const rest = statements.filter(({ declarations }) => !declarations);
  const source = new MagicString(code, { filename: 'tgp.js' });
  const whole = new Bundle({ separator: '' });
  const add = (before, { start, end }) =>
    whole.addSource({ content: source.snip(start, end).prepend(before) });
  add('(tgpConfig=>{let ', first);
  for (const each of others) add(',', each);
  for (const each of rest) add(';', each);
  return whole.append('})([[]]);');
}

const together = {
  name: 'together',
  renderChunk(code) {
    const whole = assemble(code);
    return { code: whole.toString(), map: whole.generateMap({ hires: true }) };
  },
  // The newline at the end takes three bytes of brotli.
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.code) file.code = file.code.trimEnd();
  },
};

// Plain ASCII, for pages in any character set.
const format = { comments: false, ascii_only: true };

/** The tag: one file for any page, the smallest it can be. */
export const tag = {
  input: 'src/tag/index.ts',
  onwarn,
  plugins: [compile('tag')],
  output: {
    file: 'dist/tgp.js',
    format: 'iife',
    // No `//# sourceMappingURL`: the collector names the map in a header.
    sourcemap: 'hidden',
    strict: false,
    plugins: [
      lets,
      terser({
        ecma: 2015,
        toplevel: true,
        compress: {
          passes: 2,
          global_defs: { __VERSION__: version },
          unsafe_arrows: true,
          unsafe_methods: true,
          // A comparison has its sides as the source has them: turned round they compress worse.
          lhs_constants: false,
        },
        mangle: false,
        format,
      }),
      together,
      // Names are given once the parts are together: given in the first step they take some 25 bytes more.
      terser({ ecma: 2015, toplevel: true, compress: false, format }),
    ],
  },
};

/** What looks into a page, loaded by the tag for whoever asks for it: its size is nobody's but his. */
export const debug = {
  input: 'src/debug/index.ts',
  onwarn,
  plugins: [compile('debug')],
  output: {
    file: 'dist/tgp.debug.js',
    format: 'iife',
    sourcemap: 'hidden',
    strict: false,
    plugins: [terser({ ecma: 2015, toplevel: true, format })],
  },
};

/** The same tag for bundlers: readable, for they minify it with the rest. */
export const module = {
  input: 'src/tag/module.ts',
  onwarn,
  plugins: [compile('tag')],
  output: {
    file: 'dist/index.mjs',
    format: 'es',
    plugins: [
      {
        name: 'module',
        renderChunk: code => ({
          code: `const tgpConfig = [[]];\n${code.replace(/\b__VERSION__\b/g, JSON.stringify(version))}`,
          map: null,
        }),
      },
    ],
  },
};

/** Readable, as its sources are: people look into the shop's pages. */
const page = (folder, input, output = {}) => ({
  input,
  onwarn,
  plugins: [nodeResolve(), compile('ui')],
  output: {
    dir: `dist/${folder}`,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    ...output,
  },
});

// Its first load has a budget, which all texts of all pages are in. What uPlot is, its notice says, which stays.
const press = {
  name: 'press',
  renderChunk: code => minify(code, { module: true, format: { comments: /Copyright/ } }),
};

/** The console's modules: what the first load takes, and a part for each page, loaded when it is opened. */
export const consolePage = page(
  'console',
  { main: 'src/ui/console/main.tsx' },
  {
    manualChunks: id => (id.includes('uplot') ? 'uplot' : /preact/.test(id) ? 'preact' : undefined),
    minifyInternalExports: false,
    plugins: [press],
  },
);

/** One module for each page of the shop that has one. */
export const shopPages = page('shop', Object.fromEntries(shopModules()));

function shopModules() {
  const names = readdirSync(new URL('src/ui/shop/', import.meta.url)).filter(name => name.endsWith('.ts'));
  return names.map(name => [name.slice(0, -3), `src/ui/shop/${name}`]);
}

export default [tag, debug, module, consolePage, shopPages];
