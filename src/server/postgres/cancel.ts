import { connect } from 'node:net';
import type { ClientBase } from 'pg';
import type { Host } from './readServers.ts';

/** The number by which the protocol knows such a request (https://www.postgresql.org/docs/current/protocol-message-formats.html). */
const CANCEL = 80_877_102;

const LENGTH = 16;

/** How long the request may take to get out. */
const CANCEL_MS = 2000;

/**
 * Asks a server to end what a connection's statement does, which then fails. Whether it could is not told. The request is not
 * encrypted, as libpq's is not: its key is of that connection alone.
 */
export function cancel(client: ClientBase, { host, port }: Host): void {
  const { processID, secretKey } = client as ClientBase & { processID?: number; secretKey?: number };
  if (!processID) return;
  const request = Buffer.alloc(LENGTH);
  for (const [at, number] of [LENGTH, CANCEL, processID, secretKey ?? 0].entries())
    request.writeInt32BE(number | 0, 4 * at);
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  socket.setTimeout(CANCEL_MS, () => socket.destroy());
  socket.on('error', () => {});
  socket.end(request);
}
