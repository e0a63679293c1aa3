import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../../support/collector.ts';

const PASSING = join(import.meta.dirname, '..', '..', '..', 'src', 'server', 'cli', 'passing.ts');

it('says how long something takes that keeps the process busy, and nothing of it afterwards', async () => {
  const folder = tempDir();
  const said = join(folder, 'said');
  const file = openSync(said, 'w');
  // Busy until there is a second line, and then free for as long as many more would take.
  const work = `import { readFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { sayPassing } from ${JSON.stringify(PASSING)};
    const end = sayPassing('upgrading', 20);
    while (readFileSync(${JSON.stringify(said)}, 'utf8').split('\\n').length < 3);
    end();
    await sleep(50);
    const { length } = readFileSync(${JSON.stringify(said)}, 'utf8');
    await sleep(200);
    process.exit(readFileSync(${JSON.stringify(said)}, 'utf8').length === length ? 0 : 1);`;
  const busy = join(folder, 'busy.mjs');
  writeFileSync(busy, work);
  const args = ['--disable-warning=ExperimentalWarning', busy];
  const program = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', file] });
  const [code] = await once(program, 'exit');
  closeSync(file);
  expect(readFileSync(said, 'utf8')).toMatch(/^(upgrading: \d+ s\n){2,}$/);
  expect(code).toBe(0);
});
