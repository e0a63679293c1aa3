import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './support/fixtures.ts';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

test("the README's curl commands work as they stand", ({ collector }) => {
  const lines = readFileSync(README, 'utf8').match(/^curl .*$/gm) ?? [];
  expect(lines.length).toBeGreaterThanOrEqual(5);
  let KEY = '';
  let PIXEL = '';
  const answers = lines.map(line => {
    const command = line.replaceAll('http://127.0.0.1:4242', collector.url).replace('curl -s', 'curl -sS -f');
    const env = { ...process.env, TOKEN: collector.token, KEY, PIXEL };
    const answer = execFileSync('sh', ['-c', command], { env }).toString('latin1');
    KEY ||= /"write_key":"(\w+)"/.exec(answer)?.[1] ?? '';
    PIXEL ||= /"id":"(pix_\w+)"/.exec(answer)?.[1] ?? '';
    return answer;
  });
  expect(answers.join('\n')).toContain('GIF89a');
  expect(answers.join('\n')).toContain('{{order_total}}');
  expect(answers.join('\n')).toContain('"event":"Signed up"');
  expect(answers.at(-1)).toContain('"count":1');
});
