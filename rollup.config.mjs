import { readdirSync, readFileSync } from 'node:fs';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

// Types are checked by `npm test`, side by side; here they only cost time.
const compile = side =>
  typescript({ tsconfig: `src/${side}/tsconfig.json`, compilerOptions: { noEmit: false, noCheck: true } });

// An import that rollup cannot find is a warning to it, and a broken page to us.
function onwarn(warning) {
  throw Object.assign(new Error(warning.message), warning);
}

/** The tag: one file for any page, the smallest it can be. */
export const tag = {
  input: 'src/tag/index.ts',
  onwarn,
  plugins: [compile('tag')],
  output: {
    file: 'dist/tgp.js',
    format: 'iife',
    sourcemap: true,
    plugins: [
      terser({
        ecma: 2015,
        toplevel: true,
        compress: {
          passes: 4,
          global_defs: { __VERSION__: version },
          unsafe_arrows: true,
          unsafe_methods: true,
          pure_getters: true,
          keep_fargs: false,
        },
        format: { comments: false },
      }),
    ],
  },
};

const shop = new URL('src/ui/shop/', import.meta.url);

/** The pages the collector serves: the console's module and one for each page of the shop that has one. */
export const ui = {
  input: { main: 'src/ui/main.ts', ...shopModules() },
  onwarn,
  plugins: [compile('ui')],
  output: {
    dir: 'build/ui',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  },
};

function shopModules() {
  try {
    const names = readdirSync(shop).filter(name => name.endsWith('.ts'));
    return Object.fromEntries(names.map(name => [`shop/${name.slice(0, -3)}`, `src/ui/shop/${name}`]));
  } catch {
    return {};
  }
}

export default [tag, ui];
