import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Certificate } from '../../e2e/support/certificate.ts';

export interface FrontOptions {
  certificate: Certificate;
  /** How long each direction of a connection takes, beyond the loopback's own time. */
  delayMs: number;
  /** Whether every request needs a connection of its own. */
  isCold: boolean;
  /** Whether a new connection is to be reset once its first bytes come. Default: none is. */
  resets?: () => boolean;
}

/**
 * A distant server: TLS on the loopback, with every byte held back in both directions. TCP's own handshake is the
 * kernel's and takes no time, so a new connection is a round trip quicker here than at that distance.
 */
export class Front {
  /** Resets whatever connects, as if there were no network. */
  isDown = false;
  readonly port: number;
  readonly #outer: Server;
  readonly #inner: TlsServer;
  readonly #open = new Set<Socket>();
  readonly #watchers = new Set<() => void>();
  #refused = 0;

  private constructor(outer: Server, inner: TlsServer) {
    this.#outer = outer;
    this.#inner = inner;
    this.port = (outer.address() as AddressInfo).port;
  }

  static async start(handle: RequestListener, options: FrontOptions): Promise<Front> {
    const { certificate, delayMs, isCold, resets } = options;
    const inner = createTlsServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
      if (isCold) response.setHeader('connection', 'close');
      handle(request, response);
    });
    // A visitor's connection to a site outlives a page.
    inner.keepAliveTimeout = 60_000;
    inner.listen(0, '127.0.0.1');
    await once(inner, 'listening');
    const outer = createServer({ allowHalfOpen: true }, socket => front.#accept(socket, delayMs, resets));
    outer.listen(0, '127.0.0.1');
    await once(outer, 'listening');
    const front = new Front(outer, inner);
    return front;
  }

  /** How many connections were reset while it was down. */
  get refused(): number {
    return this.#refused;
  }

  /** Cuts all connections off and takes no more. */
  goDown(): void {
    this.isDown = true;
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  /** Ends the connections that browsers keep for later. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Resolves once nothing has connected, gone or passed for so long. */
  async quiet(ms: number): Promise<void> {
    while (!(await this.#nothingFor(ms)));
  }

  /** Resolves once a connection was reset, or more than `before`, because it is down. */
  async refuses(before: number): Promise<void> {
    while (this.#refused <= before) await this.#change();
  }

  stop(): void {
    for (const server of [this.#outer, this.#inner]) server.close();
    for (const socket of this.#open) socket.destroy();
    this.#inner.closeAllConnections();
  }

  #accept(socket: Socket, delayMs: number, resets?: () => boolean): void {
    socket.on('error', () => {});
    if (this.isDown) {
      this.#refused++;
      socket.resetAndDestroy();
      return this.#tell();
    }
    this.#open.add(socket);
    socket.on('close', () => {
      this.#open.delete(socket);
      this.#tell();
    });
    this.#tell();
    if (resets?.()) {
      socket.once('data', () => socket.resetAndDestroy());
      return;
    }
    const { port } = this.#inner.address() as AddressInfo;
    const onward = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    onward.on('error', () => {});
    for (const end of [socket, onward]) end.on('data', () => this.#tell());
    pass(socket, onward, delayMs);
    pass(onward, socket, delayMs);
  }

  #change(): Promise<void> {
    return new Promise(resolve => this.#watchers.add(resolve));
  }

  #nothingFor(ms: number): Promise<boolean> {
    return new Promise(resolve => {
      const changed = () => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(changed);
        resolve(true);
      }, ms);
      this.#watchers.add(changed);
    });
  }

  #tell(): void {
    const waiting = [...this.#watchers];
    this.#watchers.clear();
    for (const wake of waiting) wake();
  }
}

// What was on its way when a sender went still arrives, and then its end.
function pass(from: Socket, to: Socket, delayMs: number): void {
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    setTimeout(() => to.end(), delayMs);
  };
  from.on('data', chunk => setTimeout(() => to.writable && to.write(chunk), delayMs));
  from.on('end', end).on('close', end);
}
