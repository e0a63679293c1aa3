import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from '../../scripts/sizes.mjs';
import { FEATURES, type Feature, PEERS } from './peers.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What a file weighs, in bytes. */
export interface Row {
  name: string;
  version: string;
  raw: number;
  gzip: number;
  brotli: number;
  isMinified: boolean;
}

export interface Results {
  date: string;
  rows: Row[];
}

/** The results as the docs show them, the smallest first, with our tag as it is now. */
export function table({ date, rows }: Results): string {
  const features = Object.keys(FEATURES) as Feature[];
  const lines = [own(), ...rows]
    .sort((a, b) => a.brotli - b.brotli)
    .map(({ name, version, raw, gzip, brotli, isMinified }) => {
      const can = PEERS[name]?.can ?? features;
      const does = features.map(feature => (can.includes(feature) ? '✓' : ''));
      return `| ${name} ${version}${isMinified ? ' ¹' : ''} | ${[raw, gzip, brotli].map(number).join(' | ')} | ${does.join(' | ')} |`;
    });
  return `| tag | raw | gzip -9 | brotli 11 | ${features.map(feature => FEATURES[feature]).join(' | ')} |
|---|--:|--:|--:|${features.map(() => ':-:').join('|')}|
${lines.join('\n')}

Bytes of the file that a page loads first, as its package ships it (${date}); what some load later is not in it. ✓ by itself, without
a plugin or its server. ¹ Shipped for bundlers: minified by terser.`;
}

function own(): Row {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const source = readFileSync(join(ROOT, 'dist', 'tgp.js'), 'utf8');
  return { name: '**tgp**', version, ...measure(source), isMinified: false };
}

const number = (bytes: number): string => bytes.toLocaleString('en-US');
