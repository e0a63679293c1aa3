import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack } from '../packAll.mjs';
import { ROOT } from '../run.mjs';
import { tool } from './tool.mjs';

/** What is packed can be installed and imported, with its types, the way its package.json says (publint, attw). */
export async function publishing() {
  const { tag, collector } = await pack();
  const problems = [...(await lint(tag)), ...(await lint(collector))];
  const types = [await typesOf(tag), await typesOf(collector)];
  return {
    failed: problems.length || types.some(({ failed }) => failed) ? 1 : 0,
    output: [...problems, ...types.map(({ output }) => output)].join('\n'),
  };
}

const typesOf = file => tool('attw', [file, '--profile', 'esm-only', '--no-color', '--no-emoji']);

async function lint(file) {
  const body = readFileSync(join(ROOT, file));
  const tarball = body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages.map(message => `${file}: ${formatMessage(message, pkg, { color: false })}`);
}
