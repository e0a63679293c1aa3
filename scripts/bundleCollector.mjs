import { join, relative, sep } from 'node:path';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { ROOT } from './run.mjs';

/** What runs by itself, each with its name: the program, the thread that reads, the one that copies a log, and what checks a file. */
const ENTRIES = [
  'src/server/index',
  'src/server/cli/passingThread',
  'src/server/sqlite/reading/readThread',
  'src/server/sqlite/logThread',
  'src/server/sqlite/checkProgram',
];

/** Where a module was: what is read beside it stays at its place. */
const places = (from, to) => ({
  name: 'places',
  resolveImportMeta(property, { moduleId, chunkId }) {
    if (property !== 'url') throw new Error(`import.meta.${property} of ${moduleId} is not known here`);
    const chunk = join(to, chunkId);
    const path = relative(join(chunk, '..'), join(to, relative(from, moduleId)))
      .split(sep)
      .join('/');
    return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
  },
});

/**
 * Takes the comments out, and writes what is not in ASCII by its number: V8 keeps the text of what it runs, each of its
 * characters in two bytes where one of them needs them. The code is what it was.
 */
const small = {
  name: 'small',
  async renderChunk(code) {
    const format = { comments: false, ascii_only: true, beautify: true, indent_level: 1 };
    const made = await minify(code, { module: true, compress: false, mangle: false, format });
    return { code: made.code, map: null };
  },
};

/**
 * Makes few files of many: a module costs a start some time, and memory for as long as it runs. What is loaded later, or
 * never, stays apart. Packages stay packages.
 * @param from a folder below the checkout, with the JavaScript that tsc made
 * @param to a folder below the checkout
 * @returns the files that it wrote
 */
export async function bundleCollector(from, to) {
  const [own, target] = [join(ROOT, from), join(ROOT, to)];
  const bundle = await rollup({
    input: Object.fromEntries(ENTRIES.map(name => [name, join(own, `${name}.js`)])),
    external: id => /^[^./]/.test(id),
    plugins: [places(own, target), small],
    onwarn(warning) {
      throw Object.assign(new Error(warning.message), warning);
    },
  });
  const { output } = await bundle.write({
    dir: target,
    format: 'es',
    chunkFileNames: 'src/server/chunks/[name]-[hash].js',
    entryFileNames: '[name].js',
    hoistTransitiveImports: false,
  });
  await bundle.close();
  return output.map(({ fileName }) => `${to}/${fileName}`);
}
