import { expect, it } from 'vitest';
import { writeAll } from '../../../../src/server/postgres/write/writeAll.ts';
import type { Item } from '../../../../src/server/postgres/write/writeBatch.ts';
import { event } from '../../store/promises/rows.ts';

it('makes a day again that was dropped, in whatever language the server says so', async () => {
  const isThere = [false, true];
  let forgotten = 0;
  const partitions = { ensure: async () => {}, forget: () => void forgotten++ };
  const items: Item[] = [{ accountId: 'acme', event: event('m') }];
  const written = { results: [true], events: new Map([['acme', 1]]), isDue: false };
  const write = async () => {
    if (isThere.shift()) return written;
    throw Object.assign(new Error('keine Partition von Relation »events« für die Zeile gefunden'), {
      code: '23514',
      table: 'events',
      constraint: undefined,
    });
  };
  expect(await writeAll(write, partitions, items)).toEqual(written);
  expect(forgotten).toBe(1);
});
