import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FIREFOX } from '../../../support/collector.ts';

/** How long a sender waits for an answer: a collector that hangs is none. */
const ANSWER_MS = 25_000;

/** Between two tries of the same event. */
const AGAIN_MS = 200;

export interface Senders {
  /** Write key and messageId of each event that a collector acknowledged. */
  acknowledged: Set<string>;
  /** How many answers were no acknowledgement. */
  refused(): number;
  /** Has each send what it has begun to, until that is acknowledged. */
  end(): Promise<void>;
}

/** Senders that send one event after the other, each again until it is acknowledged, to any of the collectors. */
export function startSenders(count: number, origins: () => string[], writeKeys: string[]): Senders {
  const acknowledged = new Set<string>();
  let refused = 0;
  let isOver = false;

  async function send(sender: number, number: number): Promise<void> {
    const messageId = randomUUID();
    const writeKey = writeKeys[(sender + number) % writeKeys.length]!;
    const isOrder = number % 3 === 0;
    const query = new URLSearchParams({
      writeKey,
      messageId,
      anonymousId: `sender-${sender}`,
      event: isOrder ? 'Order Completed' : 'Product Viewed',
      ...(isOrder && { 'properties.order_id': messageId, 'properties.total': '5' }),
    });
    for (let attempt = 0; ; attempt++) {
      const all = origins();
      const origin = all[(sender + number + attempt) % all.length];
      const status = await fetch(`${origin}/pixel/v1/track?${query}`, {
        headers: { 'user-agent': FIREFOX },
        signal: AbortSignal.timeout(ANSWER_MS),
      }).then(
        async answer => {
          await answer.arrayBuffer();
          return answer.status;
        },
        () => 0,
      );
      if (status === 200) break;
      if (status && status !== 503) throw new Error(`answered ${status}`);
      refused++;
      await sleep(AGAIN_MS);
    }
    acknowledged.add(`${writeKey} ${messageId}`);
  }

  const sending = Array.from({ length: count }, async (_, sender) => {
    for (let number = 0; !isOver; number++) await send(sender, number);
  });
  return {
    acknowledged,
    refused: () => refused,
    async end() {
      isOver = true;
      await Promise.all(sending);
    },
  };
}
