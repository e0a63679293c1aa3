import type { Attack } from '../attack.ts';
import { endlessly } from '../endlessly.ts';

const BODY = `properties.a=${'\u0001'.repeat(500_000)}`;

const attack: Attack = {
  title: 'bodies of 500 kB of control characters, from 8 connections',
  begin: ({ origin, writeKey }) =>
    endlessly(8, async () => {
      const url = `${origin}/pixel/v1/track?writeKey=${writeKey}&anonymousId=x&event=E`;
      const headers = { 'content-type': 'text/plain' };
      await (await fetch(url, { method: 'POST', headers, body: BODY })).arrayBuffer();
    }),
};
export default attack;
