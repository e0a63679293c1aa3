import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { chooseHost } from '../../../src/server/postgres/chooseHost.ts';
import { readServers } from '../../../src/server/postgres/readServers.ts';
import { openServer } from '../../support/openServer.ts';
import { emptyDatabase } from '../../support/postgres/openPostgres.ts';

const listening = async (take: (socket: Socket) => void): Promise<number> => {
  const server = createServer(socket => {
    socket.on('error', () => {});
    take(socket);
  });
  const { port, close } = await openServer(server);
  onTestFinished(close);
  return port;
};

it('does not wait for a host that says nothing, where the one that is written to answers', async () => {
  const silent = await listening(() => {});
  const url = new URL(await emptyDatabase());
  const both = url.href.replace(url.host, `${url.host},127.0.0.1:${silent}`);
  // As long as a busy machine may take for the other one.
  const [address] = readServers(`${both}?connect_timeout=50`);
  const [host] = address!.hosts;
  const since = performance.now();
  expect(await chooseHost(address!, 1, host)).toMatchObject({ host, timeline: 1 });
  expect(performance.now() - since).toBeLessThan(address!.connectMs / 2);
});

/** What a connection asks for, as a pooler hands it on that ignores `options`. */
function withoutOptions(startup: Buffer): Buffer {
  const words = startup.subarray(8).toString().split('\0');
  const at = words.indexOf('options');
  words.splice(at, 2);
  const rest = Buffer.from(words.join('\0'));
  const head = Buffer.from(startup.subarray(0, 8));
  head.writeInt32BE(8 + rest.length);
  return Buffer.concat([head, rest]);
}

it('takes no pooler that leaves out the settings of its connections, whatever its role has set', async () => {
  const url = new URL(await emptyDatabase());
  const database = url.pathname.slice(1);
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(`ALTER DATABASE ${database} SET idle_in_transaction_session_timeout = '1min'`);
  onTestFinished(async () => void (await owner.query(`ALTER DATABASE ${database} RESET ALL`)));
  const port = Number(url.port);
  const pooler = await listening(socket => {
    const server = connect(port, url.hostname);
    server.on('error', () => {});
    socket.once('data', startup => {
      server.write(withoutOptions(startup as Buffer));
      socket.pipe(server).pipe(socket);
    });
  });
  url.port = `${pooler}`;
  const [address] = readServers(`${url.href}?sslmode=disable`);
  const error = await chooseHost(address!, 0).then(
    () => expect.unreachable('it was taken'),
    (refusal: Error) => refusal,
  );
  expect((error.cause as Error).message).toContain('connect to the server itself');
});
