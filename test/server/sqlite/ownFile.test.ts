import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownFile } from '../../../src/server/sqlite/ownFile.ts';
import { tempDir } from '../../support/collector.ts';

it('removes what killed runs left beside it hours ago, and nothing else', () => {
  const folder = tempDir();
  const hoursAgo = Date.now() / 1000 - 7 * 3600;
  const write = (name: string, isOld: boolean) => {
    writeFileSync(join(folder, name), name);
    if (isOld) utimesSync(join(folder, name), hoursAgo, hoursAgo);
  };
  const left = ['b.db.0123abcd.partial', 'b-monday.db.0123abcd.partial', 'b.db.0123abcd.partial-journal'];
  const kept = [
    'b.db',
    'b.db.partial',
    'b.0123abcd.partial',
    'e.ndjson.0123abcd.partial',
    'b.db.0123abcdef.partial',
  ];
  for (const name of [...left, ...kept]) write(name, true);
  write('b.db.4567cdef.partial', false);
  mkdirSync(join(folder, 'c.db.0123abcd.partial'));
  utimesSync(join(folder, 'c.db.0123abcd.partial'), hoursAgo, hoursAgo);

  const own = ownFile(join(folder, 'new.db'));
  expect(readdirSync(folder).sort()).toEqual(
    [...kept, 'b.db.4567cdef.partial', 'c.db.0123abcd.partial'].sort(),
  );
  writeFileSync(own.path, 'whole');
  own.keep();
  own.end();
  expect(readFileSync(join(folder, 'new.db'), 'utf8')).toBe('whole');
});

it('leaves it to whoever writes to say that the folder is not there', () => {
  expect(() => ownFile(join(tempDir(), 'none', 'new.db')).end()).not.toThrow();
});
