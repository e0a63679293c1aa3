import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { fillEvents } from './fillEvents.ts';
import { fillRecords } from './fillRecords.ts';
import { type Kept, keptFolder } from './kept.ts';
import { makePages } from './makePages.ts';
import { type Answer, openMaker } from './maker.ts';
import { questions } from './questions.ts';
import { readWhole } from './readWhole.ts';

// Keeps this version for all later ones to open: a store with every kind of record, what its collector answers, pages
// with its install code, and its scripts. Once for each release, as its last commit: node test/kept/keep.ts

const ROOT = new URL('../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
const DIST = fileURLToPath(new URL('dist/', ROOT));
const folder = keptFolder(version);
if (existsSync(folder)) throw new Error(`${version} is kept already: what is kept is never made again`);

const temp = mkdtempSync(join(tmpdir(), 'tgp-keep-'));
try {
  const file = join(temp, 'tgp.db');
  const maker = await openMaker(file, version, Date.parse('2026-11-02T07:30:00.400Z'));
  const records = await fillRecords(maker);
  await fillEvents(maker, records);
  const { user, tags } = records;
  const { response } = await maker.call('POST', '/auth', {
    auth: { username: user.name, password: user.password },
  });
  const tokens: Record<string, string> = { ...records.tokens, logIn: response.token };
  const pages = await makePages(maker, records, version);
  const { now } = maker.clock;
  const answers: Kept['answers'] = {};
  for (const [name, urls] of Object.entries(questions(records))) {
    answers[name] = {};
    for (const url of urls) {
      const ask = (address: string): Promise<Answer> => {
        maker.clock.now = now;
        return maker.call('GET', address, undefined, tokens[name]);
      };
      answers[name][url] = await readWhole(ask, url);
    }
  }
  await maker.app.close();
  await maker.store.close();
  // One file, without what waits in a log beside it and without the room of what is gone.
  const single = join(temp, 'single.db');
  const db = new DatabaseSync(file);
  db.prepare('VACUUM INTO ?').run(single);
  db.close();

  mkdirSync(join(folder, 'pages'), { recursive: true });
  const store = readFileSync(single);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: store.length,
  };
  writeFileSync(join(folder, 'store.db.br'), brotliCompressSync(store, { params }));
  for (const [name, { html }] of Object.entries(pages)) writeFileSync(join(folder, 'pages', name), html);
  const kept: Kept = {
    version,
    now,
    tokens,
    user,
    writeKey: tags.shop.write_key,
    pages: Object.fromEntries(Object.entries(pages).map(([name, { html: _, ...page }]) => [name, page])),
    answers,
  };
  writeFileSync(join(folder, 'answers.json'), `${inLines(kept)}\n`);
  mkdirSync(join(DIST, 'versions'), { recursive: true });
  for (const name of readdirSync(DIST).filter(each => /^tgp(\.[a-z0-9]+)*\.js(\.map)?$/.test(each))) {
    const copy = join(DIST, 'versions', name.replace(/^tgp/, `tgp@${version}`));
    // Pages hang on its hash: one that is there already stays as it is, or this says that it would change.
    if (!existsSync(copy)) copyFileSync(join(DIST, name), copy);
    else if (!readFileSync(copy).equals(readFileSync(join(DIST, name))))
      throw new Error(`${copy} is another`);
  }
  console.log(`tgp: kept ${version} in ${folder}`);
} finally {
  rmSync(temp, { recursive: true, force: true });
}

/** A line for each answer, so that a difference of two can be read. */
function inLines(kept: Kept): string {
  const lines = (value: object, depth: number): string =>
    depth
      ? `{\n${Object.entries(value)
          .map(
            ([key, each]) =>
              `${JSON.stringify(key)}: ${isObject(each) ? lines(each, depth - 1) : JSON.stringify(each)}`,
          )
          .join(',\n')}\n}`
      : JSON.stringify(value);
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return lines(kept, 3);
}
