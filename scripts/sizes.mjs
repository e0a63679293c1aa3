import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import { parse } from 'acorn';
import { BUDGETS } from './budgets.mjs';
import { ROOT } from './run.mjs';

/** Measures every published file; gives the README's table, their sizes by name, and what is wrong with them. */
export function sizes() {
  const problems = [];
  const rows = [];
  const brotli = {};
  for (const budget of BUDGETS) {
    const { file, name = file, es, optional } = budget;
    const source = read(file);
    if (source === undefined) {
      if (!optional) problems.push(`${name} is missing`);
      continue;
    }
    const measured = measure(source);
    brotli[name] = measured.brotli;
    const carrier = budget.brotli ? 'brotli' : 'gzip';
    if (measured[carrier] > budget[carrier])
      problems.push(
        `${name} is ${number(measured[carrier])} bytes of ${carrier}, ${number(measured[carrier] - budget[carrier])} past its budget of ${number(budget[carrier])}`,
      );
    const error = syntaxError(source, es);
    if (error) problems.push(`${name} is not ES${es}: ${error}`);
    const cells = [measured.raw, measured.gzip, measured.brotli].map(number);
    rows.push([name, ...cells, `${number(budget[carrier])} ${carrier}`]);
  }
  return { table: table([['file', 'raw', 'gzip -9', 'brotli 11', 'budget'], ...rows]), brotli, problems };
}

function read(file) {
  // The stub exists only inside a module; as a script of its own it needs its closing call.
  if (file === 'stub') {
    const path = join(ROOT, 'src/install/stubText.ts');
    if (!existsSync(path)) return undefined;
    return JSON.parse(/STUB_TEXT = (".*");$/m.exec(readFileSync(path, 'utf8'))[1]);
  }
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** What a text weighs, in bytes. */
export function measure(source) {
  const bytes = Buffer.from(source);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, {
      params: {
        [zlib.BROTLI_PARAM_QUALITY]: 11,
        [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }).length,
  };
}

function syntaxError(source, ecmaVersion) {
  try {
    parse(source, { ecmaVersion, sourceType: 'script' });
  } catch (error) {
    return error.message;
  }
}

const number = value => value.toLocaleString('en-US');

function table([head, ...rows]) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map(row => row[i].length)));
  const line = cells =>
    `| ${cells.map((cell, i) => (i && i < 4 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i && i < 4 ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
