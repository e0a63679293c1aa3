import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { type OpenServer, openServer } from '../../test/support/openServer.ts';
import { makeCertificate } from './certificate.ts';

/** Below the name that e2e/engines/launchOptions.ts has on this machine. */
const SECURE_HOST = 'gate.shop.example';

/** One request as it came to the gate. */
export interface Arrival {
  method: string;
  path: string;
  /** What it says, in the URL or the body. */
  query: URLSearchParams;
  messageId: string | null;
  /** In characters, of the query as it came. */
  length: number;
  /** In ms, by a clock that only goes forward. */
  at: number;
  /** When its answer had gone. */
  until?: number;
}

/** What becomes of a request: it goes on to the server, is cut off or answered here; `hold`: it never is. */
export type Ruling = 'pass' | 'reset' | 'hold' | { status: number; headers?: Record<string, string> };

/** Stands before a server and lets through what it is told to. */
export class Gate {
  origin = '';
  /** In the order of arrival. */
  readonly arrivals: Arrival[] = [];
  rule: (arrival: Arrival) => Ruling | Promise<Ruling> = () => 'pass';
  #server!: OpenServer;

  private constructor() {}

  /** @param target origin of the server behind it; the gate speaks TLS where that does */
  static async before(target: string): Promise<Gate> {
    const isSecure = target.startsWith('https:');
    const listener: RequestListener = (request, response) => gate.#receive(target, request, response);
    const gate = new Gate();
    gate.#server = await openServer(
      isSecure ? https.createServer(makeCertificate(SECURE_HOST), listener) : http.createServer(listener),
    );
    const { port } = gate.#server;
    gate.origin = isSecure ? `https://${SECURE_HOST}:${port}` : `http://127.0.0.1:${port}`;
    return gate;
  }

  /** The tries of one event. */
  triesOf(event: string): Arrival[] {
    return this.arrivals.filter(({ query }) => query.get('event') === event);
  }

  stop(): Promise<void> {
    return this.#server.close();
  }

  async #receive(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const at = performance.now();
    // One whose page has gone may be cut off before its body is here.
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    const [path = '', said = ''] = url.split(/\?(.*)/s);
    const query = new URLSearchParams(said || body);
    const arrival: Arrival = {
      method,
      path,
      query,
      messageId: query.get('messageId'),
      length: (said || body).length,
      at,
    };
    this.arrivals.push(arrival);
    response.on('close', () => {
      arrival.until = performance.now();
    });
    const ruling = await this.rule(arrival);
    // A browser tries again by itself what is reset on a connection that was used before.
    response.setHeader('connection', 'close');
    if (ruling === 'hold') return;
    if (ruling === 'reset') return void request.socket.destroy();
    if (ruling !== 'pass') {
      const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' };
      response.writeHead(ruling.status, { ...cors, ...ruling.headers }).end('from the gate');
      return;
    }
    const { request: ask } = target.startsWith('https:') ? https : http;
    const onward = ask(target + url, { method, headers, rejectUnauthorized: false } as https.RequestOptions);
    onward.on('error', () => response.destroy());
    onward.on('response', answer => {
      const { connection: _, 'keep-alive': __, ...rest } = answer.headers;
      answer.pipe(response.writeHead(answer.statusCode ?? 502, rest));
    });
    onward.end(body);
  }
}
