import { expect, it } from 'vitest';
import { tempDir } from '../support/collector.ts';
import { getJson, runCommand, startCollector } from '../support/command.ts';

/** How many beacons each of them gets at once, and how many of those both get. */
const EACH = 150;
const BOTH = 50;

/** An operator's own: the demo is empty there. */
const TOKEN = 'tgp_admin-of-the-two';

it('two collectors on one folder count each event once, and credit what a rebuild does', async () => {
  const data = tempDir();
  const first = await startCollector(data, [], { TGP_ADMIN_TOKEN: TOKEN });
  const second = await startCollector(data, [], { TGP_ADMIN_TOKEN: TOKEN });
  const { tags } = await getJson(`${first.origin}/accounts/demo/tags`, TOKEN);
  const writeKey = tags[0].write_key;
  const pixel = { name: 'Order', code: 'order', trigger_type: 'click', post_click_expire_mins: 1440 };
  const made = await fetch(`${second.origin}/pixel?advertiser_code=demo`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ pixel }),
  });
  expect([made.status, await made.text()]).toEqual([200, expect.any(String)]);

  /** Until it is stored: a store that the other one holds is a 503, as any sender of ours knows. */
  const send = async (origin: string, id: string) => {
    const query = new URLSearchParams({ writeKey, anonymousId: `a${id}`, event: 'e', messageId: id });
    for (;;) {
      const { status } = await fetch(`${origin}/pixel/v1/track?${query}`);
      if (status === 200) return;
      expect(status).toBe(503);
    }
  };
  const shared = Array.from({ length: BOTH }, (_, at) => `both${at}`);
  const ownOf = (name: string) => Array.from({ length: EACH - BOTH }, (_, at) => `${name}${at}`);
  await Promise.all([
    ...[...ownOf('x'), ...shared].map(id => send(first.origin, id)),
    ...[...shared, ...ownOf('y')].map(id => send(second.origin, id)),
  ]);

  const all = 2 * (EACH - BOTH) + BOTH;
  for (const { origin } of [first, second]) {
    const { counts } = await getJson(`${origin}/counts?writeKey=${writeKey}`, TOKEN);
    expect(counts.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(all);
    const { events } = await getJson(`${origin}/events?writeKey=${writeKey}&limit=500`, TOKEN);
    expect(new Set(events.map(({ messageId }: { messageId: string }) => messageId)).size).toBe(all);
    expect(events).toHaveLength(all);
  }
  const rebuilt = runCommand(['rebuild', '--data', data]);
  expect([await rebuilt.exit, rebuilt.err]).toEqual([0, '']);
  expect(rebuilt.out).toContain(`${all} events`);
  expect(rebuilt.out).not.toMatch(/of them changed/);
});
