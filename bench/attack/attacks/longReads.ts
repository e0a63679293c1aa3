import type { Attack } from '../attack.ts';
import { endlessly } from '../endlessly.ts';

/** Reads that look at much and find little, and reads that nobody waits for. */
const READS = [
  '/events?limit=500&userId=nobody&type=track',
  '/events?limit=500&event=made-up&anonymousId=x',
  '/counts?limit=1000',
  '/conversions?limit=500&attribution=view',
  '/conversions?format=csv',
  '/conversions/totals?by=pixel,line_item,attribution,hour',
];

const attack: Attack = {
  title: 'long reads from 30 connections, half of which are gone before they are answered',
  async prepare({ origin, writeKey, pixelId }) {
    for (let round = 0; round < 20; round++) {
      await Promise.all(
        Array.from({ length: 100 }, async (_, at) => {
          const visitor = `anonymousId=x${round}-${at % 10}`;
          const path = at % 2 ? `/px?id=${pixelId}&` : `/pixel/v1/track?writeKey=${writeKey}&event=E${at}&`;
          await (await fetch(`${origin}${path}${visitor}`)).arrayBuffer();
        }),
      );
    }
  },
  begin({ origin, demoToken }) {
    let count = 0;
    endlessly(30, async () => {
      const at = count++;
      const headers = { authorization: `Bearer ${demoToken}` };
      const isGone = at % 2 === 0;
      const signal = isGone ? AbortSignal.timeout(5) : null;
      await (await fetch(origin + READS[at % READS.length], { headers, signal })).arrayBuffer();
      // 6,000 reads a minute are an address's share; what is beyond is refused, and costs nothing.
      await new Promise(resolve => setTimeout(resolve, 200));
    });
  },
};
export default attack;
