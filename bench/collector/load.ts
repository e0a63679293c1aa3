import { connect } from 'node:net';
import { random } from '../../src/server/http/random.ts';
import { timeUuid } from '../../src/server/http/timeUuid.ts';

/** What a page says of itself, as the tag sends it. */
const PAGE = new URLSearchParams({
  anonymousId: '5b1c2a7e-1f0c-4f7b-9a55-0c8f6e1d2b3a',
  'context.library.name': 'tgp.js',
  'context.page.url': 'https://shop.example/garden/chairs/a-red-one?size=large',
  'context.page.path': '/garden/chairs/a-red-one',
  'context.page.title': 'A red chair for the garden, and what goes with it',
  'context.page.referrer': 'https://search.example/?q=red+chairs',
  'context.userAgent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0',
  'context.screen.width': '1920',
  'context.locale': 'en-GB',
  'properties.category': 'garden',
}).toString();

export interface Load {
  sent: number;
  /** In ms, the shortest first. */
  latencies: number[];
}

/**
 * Sends one beacon after the other on each of so many connections, for some seconds. Throws where one is not stored.
 * @param rate beacons a second of all connections together; each is as old as it is due. Default: as many as are answered
 */
export async function load(
  port: number,
  writeKey: string,
  connections: number,
  seconds: number,
  rate = Number.POSITIVE_INFINITY,
): Promise<Load> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const every = (connections * 1000) / rate;
  const one = (_: unknown, index: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let dueAt = start + (index * every) / connections;
      let answer = '';
      const next = () => {
        const now = performance.now();
        dueAt = every ? dueAt + every : now;
        if (dueAt > now) setTimeout(send, dueAt - now);
        else send();
      };
      const send = () => {
        if (dueAt >= end) return void socket.end(resolve);
        answer = '';
        const query = `writeKey=${writeKey}&messageId=${timeUuid(Date.now(), random)}&event=Seen&${PAGE}`;
        socket.write(`GET /pixel/v1/track?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      };
      socket.setNoDelay().setEncoding('latin1');
      socket.on('connect', next).on('error', reject);
      socket.on('close', () => reject(new Error('the connection was closed')));
      socket.on('data', text => {
        answer += text;
        const head = answer.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(answer)?.[1]);
        if (answer.length < head + 4 + length) return;
        if (!answer.startsWith('HTTP/1.1 200')) return reject(new Error(answer.slice(0, 300)));
        latencies.push(performance.now() - dueAt);
        next();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { sent: latencies.length, latencies: latencies.sort((a, b) => a - b) };
}
