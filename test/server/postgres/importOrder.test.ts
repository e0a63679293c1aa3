import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeLine } from '../../../src/server/cli/eventLine.ts';
import { importCommand } from '../../../src/server/cli/importCommand.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { Server } from '../../../src/server/postgres/server.ts';
import { tempDir } from '../../support/collector.ts';
import { openPostgres } from '../../support/postgres/openPostgres.ts';
import { addAccounts, event } from '../store/promises/rows.ts';

it('an import keeps the order of its file, whenever a tag comes in it first', async () => {
  const { store, urls } = await openPostgres();
  await addAccounts(store);
  const order = ['k1', 'k2', 'k1', 'k1', 'k2', 'k1'];
  const lines = order.map((writeKey, at) => writeLine(event(`m${at}`, { writeKey })));
  const file = join(tempDir(), 'events.ndjson');
  writeFileSync(file, `${lines.join('\n')}\n`);
  await importCommand([file, '--store', urls.join(' ')], {});
  const server = new Server(readServers(urls[0]!)[0]!, { connections: 2 });
  onTestFinished(() => server.close());
  const rows = await server.all<{ message_id: string }>(
    "SELECT message_id FROM events WHERE account_id = 'acme' ORDER BY seq",
  );
  expect(rows.map(row => row.message_id)).toEqual(order.map((_, at) => `m${at}`));
});
