import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SqliteStore } from '../../../../src/server/sqlite/sqliteStore.ts';
import { Away, NotStored } from '../../../../src/server/store/errors.ts';
import { tempDir } from '../../../support/collector.ts';
import { emptyDatabase } from '../../../support/postgres/openPostgres.ts';
import { event, NOW, tag } from '../../store/promises/rows.ts';
import { dump } from './support/dump.ts';
import { ask, fillStore } from './support/filled.ts';
import { move } from './support/move.ts';

it('moves what a collector stores meanwhile, and none of it after the switch', {
  timeout: 300_000,
}, async () => {
  const [from, back] = [tempDir(), tempDir()];
  const file = join(from, 'tgp.db');
  await fillStore(file, 200);
  const store = new SqliteStore(file);
  const servers = await emptyDatabase();
  const acknowledged: string[] = [];
  let isOver = false;
  let refused: unknown;
  const sender = (async () => {
    for (let at = 0; !isOver; at++) {
      const messageId = `sent ${at}`;
      await store
        .append(
          event(messageId, {
            writeKey: at % 3 ? 'k9' : 'o1',
            anonymousId: 'sender',
            event: `n${at % 50}`,
            receivedAt: NOW + at,
          }),
        )
        .then(() => acknowledged.push(messageId))
        .catch(error => {
          refused ??= error;
        });
      // Records too, erasures, what is forgotten, and counting again.
      if (at % 20 === 0) await ask(store, 5, at);
      await new Promise(setImmediate);
    }
  })();
  await move(from, servers, { isSwitch: false });
  const during = acknowledged.length;
  const moved = await move(from, servers);
  isOver = true;
  await sender;
  expect(moved).toMatchObject({ different: [], report: { different: [] } });
  expect(moved.changed).toBeGreaterThan(0);
  expect([during, acknowledged.length - during]).not.toContain(0);

  await expect(store.append(event('late'))).rejects.toThrow(NotStored);
  await expect(store.tags.add(tag('k5'))).rejects.toThrow(Away);
  await expect(store.ready()).rejects.toThrow(Away);
  expect(refused).toBeInstanceOf(NotStored);
  await store.close();

  await move(servers, back);
  const after = dump(join(back, 'tgp.db'));
  expect(after).toEqual(dump(file));
  const ids = new Set(after.events!.map(row => (row as { message_id: string }).message_id));
  expect(acknowledged.filter(id => !ids.has(id))).toEqual([]);
  expect(ids).not.toContain('late');
});
