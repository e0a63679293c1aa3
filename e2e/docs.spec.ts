import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './support/fixtures.ts';

const DOCS = fileURLToPath(new URL('../docs/', import.meta.url));

/** The commands of a page that ask a collector, as one shell script. */
const commandsIn = (page: string): string =>
  [...readFileSync(`${DOCS}${page}`, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .map(([, block]) => block!)
    .filter(block => block.includes('curl'))
    .join('');

/** What each page's answers hold, beside that none of its commands fails. The first page makes what others ask for. */
const SAID: Record<string, string[]> = {
  'install.md': ['{{order_total}}'],
  'beacon.md': ['GIF89a'],
  'blockers.md': ['"path":"garden"'],
  'conversion-pixels.md': ['"status":"OK"', '"conversions":', '"currency","count","value"'],
  'troubleshooting.md': ['"events_stored":', 'OK', '"event":"Test"'],
  'privacy.md': ['"touches":[]', '"erased":'],
  'reports.md': ['"visitors_estimated":', '"day":"2026-11-', '"value","visitors"', '"visits":['],
  'api.md': ['"scope":"write"', '"event":"Signed up"', '"count":1'],
};

test("the pages' curl commands work as they stand, each page's in one shell", ({ collector }) => {
  const withCommands = readdirSync(DOCS).filter(page => page.endsWith('.md') && commandsIn(page));
  expect(withCommands.sort()).toEqual(Object.keys(SAID).sort());
  for (const [page, said] of Object.entries(SAID)) {
    const script = commandsIn(page)
      .replaceAll('http://127.0.0.1:4242', collector.url)
      .replaceAll('curl -s', 'curl -sS -f')
      .replace('TOKEN=tgp_…', `TOKEN=${collector.token}`);
    const answers = execFileSync('sh', ['-eu', '-c', script]).toString('latin1');
    for (const each of said) expect(answers, page).toContain(each);
  }
});
