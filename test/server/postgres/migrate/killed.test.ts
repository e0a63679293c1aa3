import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { dump } from './support/dump.ts';
import { fillStore } from './support/filled.ts';
import { mortal } from './support/mortal.ts';
import { move } from './support/move.ts';

/** Runs a migration again and again, each time killed a few steps later, until it gets to its end. */
async function moveKilled(from: string, to: string): Promise<number> {
  for (let life = 1, runs = 1; ; life = Math.ceil(life * 1.3), runs++) {
    let isAlive = () => true;
    const moved = await move(from, to, {
      through(sides) {
        const { source, target, ...of } = mortal(sides, life);
        isAlive = of.isAlive;
        return { source, target };
      },
    }).catch(error => {
      if (isAlive()) throw error;
    });
    if (!moved) continue;
    expect(moved).toMatchObject({ different: [], report: { different: [] } });
    return runs;
  }
}

it('goes on where it was, wherever it was killed', { timeout: 300_000 }, async () => {
  const [from, back] = [tempDir(), tempDir()];
  const file = join(from, 'tgp.db');
  await fillStore(file, 200);
  const before = dump(file);
  const servers = `${await emptyDatabase()} ${await emptyDatabase()}`;
  expect(await moveKilled(from, servers)).toBeGreaterThan(12);
  expect(await moveKilled(servers, back)).toBeGreaterThan(12);
  expect(dump(join(back, 'tgp.db'))).toEqual(before);
});
