import type { Attack } from '../attack.ts';
import { endlessly } from '../endlessly.ts';

const BODY = `properties.a=${'x'.repeat(150_000)}`;

const attack: Attack = {
  title: "400 event streams with the demo's token, and beacons of 150 kB",
  begin({ origin, writeKey, demoToken }) {
    endlessly(
      400,
      async () => {
        const headers = { authorization: `Bearer ${demoToken}` };
        const { body } = await fetch(`${origin}/events/stream`, { headers });
        for await (const _ of body!);
        throw new Error('it ended');
      },
      1000,
    );
    endlessly(1, async () => {
      const url = `${origin}/pixel/v1/track?writeKey=${writeKey}&anonymousId=x&event=E`;
      const headers = { 'content-type': 'text/plain' };
      await (await fetch(url, { method: 'POST', headers, body: BODY })).arrayBuffer();
      await new Promise(resolve => setTimeout(resolve, 200));
    });
  },
};
export default attack;
