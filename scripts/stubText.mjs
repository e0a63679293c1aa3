import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';
import { ROOT } from './run.mjs';

const TO = 'src/install/stubText.ts';

/** Minifies the stub of the install code into the text that the install code carries. */
export async function stubText() {
  const { code } = await minify(readFileSync(join(ROOT, 'src/install/stub.js'), 'utf8'), {
    ecma: 5,
    // The stub is one expression: its value is what the install code calls.
    compress: { passes: 3, expression: true },
    mangle: true,
    // The text lands in HTML of any encoding.
    format: { ascii_only: true, inline_script: true },
  });
  writeFileSync(
    join(ROOT, TO),
    `/** Made by scripts/stubText.mjs from stub.js. */\nexport const STUB_TEXT = ${JSON.stringify(code.replace(/;$/, ''))};\n`,
  );
  return [TO];
}
