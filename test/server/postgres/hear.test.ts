import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { hear } from '../../../src/server/postgres/hear.ts';
import type { Pools } from '../../../src/server/postgres/pools.ts';
import type { Primary } from '../../../src/server/postgres/primary.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';

it('goes on where its host is doubted while it connects, and ends then', async () => {
  // Takes connections and says nothing.
  const silent = createServer().listen(0, '127.0.0.1');
  const sockets: Socket[] = [];
  silent.on('connection', socket => {
    sockets.push(socket);
    socket.on('error', () => {}).resume();
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const [address] = readServers(`postgres://tgp@127.0.0.1:${port}/tgp?connect_timeout=900`);
  const chosen = { host: address!.hosts[0]!, ssl: false, timeline: 1, isHasty: false };
  let doubt = () => {};
  const primary: Pick<Primary, 'get' | 'doubt' | 'onDoubt'> = {
    get: async () => ({ chosen }) as Pools,
    doubt: () => {},
    onDoubt(ear) {
      doubt = ear;
      return () => {};
    },
  };
  const end = hear(address!, primary as Primary, 'news', { told: () => {}, missed: () => {} });
  await once(silent, 'connection');
  const again = once(silent, 'connection');
  doubt();
  await again;
  await end();
  expect(sockets).toHaveLength(2);
});
