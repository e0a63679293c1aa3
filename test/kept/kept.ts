import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/** Where the kept pages think that their collector is: all that a test replaces in them. */
export const KEPT_ORIGIN = 'http://collector.kept.example';

/** Where kept pages and the pixels of kept stores send what is for other parties. */
export const PARTNER = 'https://partner.kept.example';

/** What a page of a version has to bring to its collector, and to other parties. */
export interface KeptPage {
  writeKey: string;
  /** Partial events, each a different one; no more than these may come. */
  expected: object[];
  /** Addresses at other parties that it fires. Default: none. */
  fires?: string[];
  /** False where the page is for browsers that run no scripts. Default: true. */
  scripts?: boolean;
}

/** What a version's collector answered, by whom it was asked and by the address of the question. */
export interface Kept {
  version: string;
  /** When the questions were asked, in ms. */
  now: number;
  /** API tokens and the token of a log-in, by name. */
  tokens: Record<string, string>;
  user: { name: string; password: string };
  /** A tag that takes beacons. */
  writeKey: string;
  answers: Record<string, Record<string, object>>;
  pages: Record<string, KeptPage>;
}

/** The folder of a version: its store, its answers, its pages. */
export const keptFolder = (version: string): string =>
  fileURLToPath(new URL(`./${version}/`, import.meta.url));

/** All versions that are kept, each in a folder of its name. */
export const keptVersions = (): string[] =>
  readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

export const readKept = (version: string): Kept =>
  JSON.parse(readFileSync(join(keptFolder(version), 'answers.json'), 'utf8'));

/** A page as a site has it, with its collector at `origin`. */
export const readPage = (version: string, name: string, origin: string): string =>
  readFileSync(join(keptFolder(version), 'pages', name), 'utf8').replaceAll(KEPT_ORIGIN, origin);

/** Unpacks a version's store into a collector's data folder; gives the file. */
export function unpackStore(version: string, folder: string): string {
  const file = join(folder, 'tgp.db');
  writeFileSync(file, brotliDecompressSync(readFileSync(join(keptFolder(version), 'store.db.br'))));
  return file;
}
