import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Most connections at once. */
export const MAX_CONNECTIONS = 10_000;

/** Most requests of one connection that may wait for their answers. No browser sends a second one before its turn. */
const MAX_PENDING = 100;

/** Most bytes of bodies that may be on their way in at once. */
const MAX_INCOMING = 64 * 1024 * 1024;

/** What a body of unknown length is taken for: the most that any route takes. */
const UNKNOWN_LENGTH = 1024 * 1024;

export interface Connections {
  /** All of them. */
  readonly sockets: Iterable<Socket>;
  count(): number;
  /** Those that wait for their clients: idle, or with a request that has not come whole. */
  readonly waiting: ReadonlySet<Socket>;
  /** Reads no more from it, and closes it when its answers are out. False where it waits for none. */
  endAfterAnswers(socket: Socket): boolean;
}

/**
 * Bounds what clients can hold. Past a limit, the connection that has waited longest for its client makes room: so
 * those who only sit there, or dribble their requests, can't keep others out. One that sends too many requests ahead
 * gets the first of them answered, and is closed.
 */
export function boundConnections(server: Server, max = MAX_CONNECTIONS): Connections {
  const pending = new Map<Socket, number>();
  /** The longest waiting first. */
  const waiting = new Set<Socket>();
  /** To be closed as soon as no more answers than these are due. */
  const last = new WeakMap<Socket, number>();
  /** Lengths of the bodies on their way in, the oldest first. */
  const incoming = new Map<IncomingMessage, number>();
  let bytes = 0;

  function drop(socket: Socket): void {
    // Its end is told of later, and until then it must not be chosen again.
    waiting.delete(socket);
    socket.destroy();
  }

  function arrived(this: IncomingMessage): void {
    const length = incoming.get(this);
    if (length === undefined) return;
    incoming.delete(this);
    bytes -= length;
    if (pending.get(this.socket)) waiting.delete(this.socket);
  }

  function expectBody(request: IncomingMessage, length: number): void {
    incoming.set(request, length);
    bytes += length;
    request.once('close', arrived);
    for (const oldest of incoming.keys()) {
      if (bytes <= MAX_INCOMING) break;
      arrived.call(oldest);
      drop(oldest.socket);
    }
  }

  function answered(this: ServerResponse): void {
    const { socket } = this.req;
    const left = (pending.get(socket) ?? 0) - 1;
    if (left < 0) return;
    pending.set(socket, left);
    if (left === last.get(socket)) drop(socket);
    else if (left === 0) waiting.add(socket);
  }

  function endAfterAnswers(socket: Socket): boolean {
    if (last.has(socket)) return true;
    // A request that won't come whole gets no answer.
    const isUnfinished = [...incoming.keys()].some(request => request.socket === socket && !request.complete);
    const rest = isUnfinished ? 1 : 0;
    if ((pending.get(socket) ?? 0) <= rest) return false;
    last.set(socket, rest);
    socket.pause();
    return true;
  }

  // Node itself resumes a connection with each answer.
  function hold(this: Socket): void {
    if (last.has(this)) this.pause();
  }

  server.on('connection', (socket: Socket) => {
    pending.set(socket, 0);
    waiting.add(socket);
    socket.on('resume', hold);
    socket.once('close', () => {
      pending.delete(socket);
      waiting.delete(socket);
    });
    const { value: first } = waiting.values().next();
    if (pending.size > max && first) drop(first);
  });

  const [handle] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    const before = pending.get(socket) ?? 0;
    if (before >= MAX_PENDING) return void endAfterAnswers(socket);
    pending.set(socket, before + 1);
    const length = bodyLength(request);
    if (length) expectBody(request, length);
    else waiting.delete(socket);
    response.once('close', answered);
    handle!.call(server, request, response);
  });
  return {
    get sockets() {
      return pending.keys();
    },
    count: () => pending.size,
    waiting,
    endAfterAnswers,
  };
}

function bodyLength({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return UNKNOWN_LENGTH;
  return Math.min(Number(headers['content-length'] ?? 0), UNKNOWN_LENGTH);
}
