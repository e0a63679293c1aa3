import { readdirSync, readFileSync } from 'node:fs';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import MagicString, { Bundle } from 'magic-string';
import { parseAst } from 'rollup/parseAst';

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

// The order of the tag's functions, by their names in the source; any other has its place after them. Like the letters
// below it was found by trial: what stands close to its like compresses better.
const ORDER =
  'findDomain isGranted oneOf encodeText write keep cookie setConsent tell read anonymousId log uuid addPiggybacks warn person rank attempt send forget post resend isPrerendering firePiggybacks withoutAnchor count fire writeQuery nearest run runCommand release hold';

// The tag's statements, as they are to follow each other: functions come first, in the order above, then everything that
// runs at once, as it stood, for it may call them.
export function reorder(code, order = ORDER.split(' ')) {
  const [{ expression }] = parseAst(code).body;
  const statements = expression.callee.body.body;
  const lets = statements.flatMap(({ declarations = [] }) => declarations);
  const functions = lets.filter(({ init }) => init?.type === 'ArrowFunctionExpression');
  const place = ({ id }) => order.indexOf(id.name) + 1 || order.length + 1;
  functions.sort((a, b) => place(a) - place(b));
  const values = lets.filter(each => !functions.includes(each));
  const rest = statements.filter(({ declarations }) => !declarations);
  return { functions, lets: [...functions, ...values], rest };
}

// What the collector builds into the tag is the argument of the whole, empty here (src/tag/config.ts): nothing of the
// page can stand in for it, and its functions see the page's names and none of the tag's. Given before terser's first
// step, it would be taken for a constant.
export function assemble(code, order) {
  const source = new MagicString(code, { filename: 'tgp.js' });
  const { lets, rest } = reorder(code, order);
  const whole = new Bundle({ separator: '' });
  const add = ({ start, end }, before) =>
    whole.addSource({ content: source.snip(start, end).prepend(before) });
  for (const each of lets) add(each, each === lets[0] ? '(tgpConfig=>{let ' : ',');
  for (const each of rest) add(each, ';');
  return whole.append('})([[],new Map]);');
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

// The short names that terser gives, most used first. Names that share letters with the code around them compress
// better: this order was found by trial on the tag as it is; `node scripts/letters.mjs` looks for a better one.
// The plugin runs terser elsewhere and sends it this function as text, so it must stand alone.
const names = {
  get(n) {
    const letters = 'dtilfpagswuOvMVjFbknzEmDUIYTKhCoy_LHXxP$JQNZBcArRqeSWG';
    let name = letters[n % 54];
    for (let rest = Math.floor(n / 54); rest > 0; rest = Math.floor(rest / 64)) {
      name += `${letters}0123456789`[--rest % 64];
    }
    return name;
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
          hoist_funs: true,
          unsafe: true,
          booleans_as_integers: true,
          unsafe_arrows: true,
          unsafe_methods: true,
          pure_getters: true,
          keep_fargs: false,
        },
        mangle: false,
        format,
      }),
      together,
      // Names are given in a step of its own, so that a trial of another order takes no more than that step.
      terser({ ecma: 2015, toplevel: true, compress: false, mangle: { nth_identifier: names }, format }),
    ],
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
        // Code that renders on a server imports the tag too, where there is no page to look at.
        renderChunk: code => ({
          code: `const { document = {}, addEventListener = () => {} } = globalThis;\nconst tgpConfig = [[], new Map()];\n${code.replace(/\b__VERSION__\b/g, JSON.stringify(version))}`,
          map: null,
        }),
      },
    ],
  },
};

/** Readable, as its sources are: people look into the console and the shop's pages. */
const page = (folder, input) => ({
  input,
  onwarn,
  plugins: [compile('ui')],
  output: {
    dir: `dist/${folder}`,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  },
});

/** The console's module. */
export const consolePage = page('console', { main: 'src/ui/console/main.ts' });

/** One module for each page of the shop that has one. */
export const shopPages = page('shop', Object.fromEntries(shopModules()));

function shopModules() {
  const names = readdirSync(new URL('src/ui/shop/', import.meta.url)).filter(name => name.endsWith('.ts'));
  return names.map(name => [name.slice(0, -3), `src/ui/shop/${name}`]);
}

export default [tag, module, consolePage, shopPages];
