import { expect, it } from 'vitest';
import { collector } from '../../support/collector.ts';

const SIZE = 500_000;

it.each(['with a length', 'without one'])(
  'hold some megabytes until their turn, and are a 503 beyond: %s',
  async way => {
    const { app, listen, writeKey, store } = await collector();
    const origin = await listen();
    const body = Buffer.from(`properties.a=${'x'.repeat(SIZE)}`);
    const send = (at: number) =>
      fetch(`${origin}/pixel/v1/track?writeKey=${writeKey}&userId=u&event=E&messageId=m${at}`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: way === 'with a length' ? body : new Blob([body]).stream(),
        duplex: 'half',
      } as RequestInit);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => send(at)));
    const refused = answers.filter(({ status }) => status === 503);
    for (const answer of refused) {
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.text()).toContain('too many large events');
    }
    const stored = answers.filter(({ status }) => status === 200).length;
    expect(stored + refused.length).toBe(60);
    expect(stored).toBeGreaterThanOrEqual(10);
    expect((await store.events({ writeKeys: [writeKey], limit: 100 })).events).toHaveLength(stored);
    // Small ones never wait for them.
    const [small] = await Promise.all([
      app.inject(`/pixel/v1/page?writeKey=${writeKey}&userId=u&messageId=small`),
      send(100),
    ]);
    expect(small.statusCode).toBe(200);
  },
);
