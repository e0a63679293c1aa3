import type { Attack } from '../attack.ts';
import { endlessly } from '../endlessly.ts';

let count = 0;

const attack: Attack = {
  title: 'events of ever new names, from 20 connections, while the counts are read',
  begin({ origin, writeKey, demoToken }) {
    endlessly(20, async () => {
      const url = `${origin}/pixel/v1/track?writeKey=${writeKey}&anonymousId=x&event=made-up-${count++}`;
      await (await fetch(url)).arrayBuffer();
    });
    endlessly(1, async () => {
      const headers = { authorization: `Bearer ${demoToken}` };
      await (await fetch(`${origin}/counts?writeKey=${writeKey}`, { headers })).arrayBuffer();
      await new Promise(resolve => setTimeout(resolve, 1000));
    });
  },
};
export default attack;
