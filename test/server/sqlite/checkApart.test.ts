import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { checkApart } from '../../../src/server/sqlite/checkApart.ts';
import { tempDir } from '../../support/collector.ts';

it('finds a whole file whole, whatever its name, and another one not', async () => {
  const folder = tempDir();
  const whole = join(folder, 'ä b?mode=ro#%20.db');
  const db = new DatabaseSync(whole);
  db.exec('CREATE TABLE t (a)');
  db.close();
  await checkApart(whole);
  const broken = join(folder, 'broken.db');
  writeFileSync(broken, 'no database'.repeat(999));
  await expect(checkApart(broken)).rejects.toThrow('file is not a database');
});

it('leaves no empty file behind of one that was taken away meanwhile', async () => {
  const file = join(tempDir(), 'gone.db');
  await expect(checkApart(file)).rejects.toThrow('unable to open database file');
  expect(existsSync(file)).toBe(false);
});
