import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Incoming } from './incoming.ts';

/** Most connections at once. */
export const MAX_CONNECTIONS = 10_000;

/** Most requests of one connection that may wait for their answers. No browser sends a second one before its turn. */
const MAX_PENDING = 100;

/** Most bytes of bodies that may be held until they are whole. */
const MAX_INCOMING = 64 * 1024 * 1024;

/** What a usual head is shorter than: where no more has come, nothing of a next one is looked for. */
export const USUAL_HEAD = 4 * 1024;

export interface Connections {
  /** All of them. */
  readonly sockets: Iterable<Socket>;
  count(): number;
  /** Those that wait for their clients: idle, or with a request that has not come whole. */
  readonly waiting: ReadonlySet<Socket>;
  /** What bodies hold. */
  readonly incoming: Incoming;
  /** Bytes that came since its last request and are of no body: a head that has no end yet. */
  headBytes(socket: Socket): number;
  /** Reads no more from it, and closes it when its answers are out. False where it waits for none. */
  endAfterAnswers(socket: Socket): boolean;
}

interface Client {
  /** Requests that wait for their answers. */
  pending: number;
  /** It is closed as soon as no more answers than these are due. */
  last?: number;
  /** The request whose body came last, or is on its way. */
  sending?: IncomingMessage;
  /** Bytes that had come with the head of its last request, and those of that one's body. */
  heads: number;
  body: number;
}

/**
 * Bounds what clients can hold. Past a limit, the connection that has waited longest for its client makes room: so
 * those who only sit there, or dribble their requests, can't keep others out. One that sends too many requests ahead
 * gets the first of them answered, and is closed.
 */
export function boundConnections(server: Server, max = MAX_CONNECTIONS): Connections {
  const clients = new Map<Socket, Client>();
  /** The longest waiting first. */
  const waiting = new Set<Socket>();
  const incoming = new Incoming(MAX_INCOMING);

  function drop(socket: Socket): void {
    // Its end is told of later, and until then it must not be chosen again.
    waiting.delete(socket);
    socket.destroy();
  }

  function arrived(this: IncomingMessage): void {
    if (clients.get(this.socket)?.pending) waiting.delete(this.socket);
  }

  function expectBody(request: IncomingMessage, client: Client): void {
    client.sending = request;
    request.once('close', arrived);
    // By what comes: a length costs nothing to claim, and a body in chunks has none.
    const { push } = request;
    request.push = (piece: Buffer | null, encoding) => {
      if (piece) {
        client.body += piece.length;
        incoming.hold(request, piece.length);
      }
      return push.call(request, piece, encoding);
    };
  }

  function answered(this: ServerResponse): void {
    const { socket } = this.req;
    const client = clients.get(socket);
    if (!client?.pending) return;
    client.pending--;
    if (client.pending === client.last) drop(socket);
    else if (client.pending === 0) waiting.add(socket);
  }

  function endAfterAnswers(socket: Socket): boolean {
    const client = clients.get(socket);
    if (!client) return false;
    if (client.last !== undefined) return true;
    // A request that won't come whole gets no answer.
    const rest = client.sending && !client.sending.complete ? 1 : 0;
    if (client.pending <= rest) return false;
    client.last = rest;
    socket.pause();
    return true;
  }

  // Node itself resumes a connection with each answer.
  function hold(this: Socket): void {
    if (clients.get(this)?.last !== undefined) this.pause();
  }

  server.on('connection', (socket: Socket) => {
    clients.set(socket, { pending: 0, heads: 0, body: 0 });
    waiting.add(socket);
    socket.on('resume', hold);
    socket.once('close', () => {
      clients.delete(socket);
      waiting.delete(socket);
    });
    const { value: first } = waiting.values().next();
    if (clients.size > max && first) drop(first);
  });

  const [handle] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    const client = clients.get(socket);
    if (!client) return;
    if (client.pending >= MAX_PENDING) return void endAfterAnswers(socket);
    client.pending++;
    const came = socket.bytesRead - client.heads - client.body;
    client.heads = socket.bytesRead - (came > USUAL_HEAD ? Math.max(0, came - headLength(request)) : 0);
    client.body = 0;
    if (hasBody(request)) expectBody(request, client);
    else waiting.delete(socket);
    response.once('close', answered);
    handle!.call(server, request, response);
  });
  return {
    get sockets() {
      return clients.keys();
    },
    count: () => clients.size,
    waiting,
    incoming,
    headBytes(socket) {
      const { heads, body } = clients.get(socket) ?? { heads: socket.bytesRead, body: 0 };
      return socket.bytesRead - heads - body;
    },
    endAfterAnswers,
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The bytes of a head, as usually written. */
function headLength({ method, url, rawHeaders }: IncomingMessage): number {
  const lines = rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
  return `${method} ${url} HTTP/1.1\r\n\r\n`.length + lines;
}
