import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { minify } from 'terser';
import { npm } from '../../scripts/npm.mjs';
import { measure } from '../../scripts/sizes.mjs';
import { PEERS, type Peer } from './peers.ts';
import { type Results, type Row, table } from './table.ts';

const FILE = join(import.meta.dirname, '..', 'results', 'bytes.json');

/** npm run bench:bytes: what our tag weighs beside others, each fetched as it is published; gives the exit code. */
export async function bench(): Promise<number> {
  const rows: Row[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'tgp-bytes-'));
  try {
    for (const [name, peer] of Object.entries(PEERS)) {
      const row = await rowOf(name, peer, folder);
      console.error(`${name} ${row.version}: ${row.brotli} bytes of brotli`);
      rows.push(row);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const results: Results = { date: new Date().toISOString().slice(0, 10), rows };
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  console.log(table(results));
  return 0;
}

async function rowOf(name: string, peer: Peer, folder: string): Promise<Row> {
  const source = await shipped(peer, folder);
  const isModule = peer.minify === 'module';
  const code = peer.minify ? (await minify(source, { module: isModule })).code! : source;
  const version = peer.of.slice(peer.of.lastIndexOf('@') + 1);
  return { name, version, ...measure(code), isMinified: peer.minify !== undefined };
}

/** The file as it is in the package, of which nothing is installed and nothing runs. */
async function shipped({ of, file }: Peer, folder: string): Promise<string> {
  const own = mkdtempSync(join(folder, 'package-'));
  const { code, output } = await npm(['pack', of, '--silent', '--pack-destination', own]);
  if (code !== 0) throw new Error(`${of} can't be fetched: ${output}`);
  const [packed] = readdirSync(own);
  const entries = await unpackTar(gunzipSync(readFileSync(join(own, packed!))));
  const found = entries.find(({ header }) => header.name === `package/${file}`);
  if (!found?.data) throw new Error(`${of} has no ${file}`);
  return new TextDecoder().decode(found.data);
}
