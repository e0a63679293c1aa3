import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rollup } from 'rollup';
import { minify } from 'terser';
import typescript from 'typescript';
import { ROOT } from './run.mjs';

const TO = 'src/install/shopify/queryText.ts';
const ENTRY = join(ROOT, 'src/protocol/queryText');

/** What the text's expression gives, by the file of src/protocol that has it. */
const GIVEN = { writeQuery: './writeQuery.ts', fitUrl: './fitUrl.ts' };

/** Makes the text by which install code without the tag writes a beacon's query just as the tag does. */
export async function queryText() {
  const from = [];
  const bundled = await rollup({
    input: ENTRY,
    plugins: [
      {
        name: 'sources',
        resolveId: id => (id === ENTRY ? id : null),
        load(id) {
          if (id !== ENTRY) {
            from.push(relative(join(ROOT, 'src/protocol'), id));
            return typescript.transpile(readFileSync(id, 'utf8'), { target: 'ES2022', module: 'ESNext' });
          }
          return Object.entries(GIVEN)
            .map(([name, file]) => `export { ${name} } from '${file}';`)
            .join('\n');
        },
      },
    ],
  });
  const { output } = await bundled.generate({ format: 'es' });
  await bundled.close();
  const names = Object.keys(GIVEN).join(', ');
  const statements = output[0].code.replace(/export \{[^}]*\};\s*$/, `return { ${names} };`);
  // For people, who find it in their shop: laid out, with the names of the source, but without comments.
  const { code } = await minify(`(() => {\n${statements}\n})()`, {
    compress: false,
    mangle: false,
    format: { beautify: true, indent_level: 2, ascii_only: true },
  });
  const lines = code.replace(/;$/, '').split('\n');
  writeFileSync(
    join(ROOT, TO),
    `/** Made by scripts/queryText.mjs from ${from.sort().join(', ')} of src/protocol. */\nexport const QUERY_TEXT = [\n${lines
      .map(line => `  ${JSON.stringify(line)},\n`)
      .join('')}].join('\\n');\n`,
  );
  return [TO];
}
