import type { AddressInfo, Server, Socket } from 'node:net';

/** A server that listens. */
export interface OpenServer {
  port: number;
  /** Ends it with all its connections, whatever they are doing. */
  close(): Promise<void>;
}

/**
 * Has a server listen, on a free port unless one is given. Its end waits for no client: `closeAllConnections` of
 * `node:http` knows only those that it has begun to read requests from. One that a browser has opened ahead
 * over TLS, and that has said nothing yet, is none of them, and would keep `close` waiting for two minutes.
 */
export async function openServer(server: Server, host = '127.0.0.1', port = 0): Promise<OpenServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Accepted before the end, told of after it.
    if (!server.listening) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
