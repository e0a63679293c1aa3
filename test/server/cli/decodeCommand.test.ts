import { describe, expect, it } from 'vitest';
import { decodeBeacon, decodeCommand } from '../../../src/server/cli/decodeCommand.ts';

const BASE = 'https://c.example/pixel/v1/track?writeKey=wk&anonymousId=a1&event=E';
const TIMES = '&messageId=m&originalTimestamp=2026-01-05T10:00:00.000Z&sentAt=2026-01-05T10:00:00.000Z';

describe('tgp decode', () => {
  it('shows the event as the collector stores it and as RudderStack would', () => {
    const { collector, rudderstack, warnings } = decodeBeacon(`${BASE}${TIMES}&properties.list.0=x`);
    expect(collector).toMatchObject({ stores: { type: 'track', event: 'E', properties: { list: ['x'] } } });
    expect(rudderstack).toMatchObject({
      stores: { channel: 'web', integrations: { All: true }, event: 'E', type: 'track', messageId: 'm' },
    });
    expect(warnings).toEqual([]);
  });

  const cases: [name: string, beacon: string, warning: RegExp][] = [
    ['a wildcard', `${BASE}&a*=1`, /a\*: left out: an unescaped/],
    ['keys that collide', `${BASE}&properties.a=1&properties.a.b=2`, /collide/],
    ['an index and a name', `${BASE}&properties.a.0=1&properties.a.b=2`, /collide/],
    ['no messageId', BASE, /messageId/],
    ['no times', BASE, /originalTimestamp/],
    ['integrations', `${BASE}&integrations.All=false`, /integrations/],
    ['another path', BASE.replace('track', 'identify'), /path/],
    ['a long one', `${BASE}&properties.x=${'y'.repeat(9000)}`, /8,192/],
    ['an empty page name', 'https://c.example/pixel/v1/page?writeKey=w&anonymousId=a&name=', /Unknown Page/],
    ['no event name', 'https://c.example/pixel/v1/track?writeKey=w&anonymousId=a', /without a name/],
  ];
  for (const [name, beacon, warning] of cases) {
    it(`warns of ${name}`, () => {
      expect(decodeBeacon(beacon).warnings.join('\n')).toMatch(warning);
    });
  }

  it("reads those below a tag's own path", () => {
    const query = BASE.split('?')[1];
    const { collector, warnings } = decodeBeacon(`https://c.example/garden/e?${query}`);
    expect(collector).toMatchObject({ stores: { type: 'track', event: 'E' } });
    expect(warnings.join('\n')).toContain('RudderStack has no such path');
    expect(warnings.join('\n')).not.toContain('the path is not');
    const view = decodeBeacon(`https://c.example/garden/v?${query}`);
    expect(view.collector).toMatchObject({ stores: { type: 'page' } });
  });

  it('says what each would refuse', () => {
    const { collector, rudderstack } = decodeBeacon('anonymousId=a1');
    expect(collector).toEqual({ refuses: '400 failed to read writekey from query params' });
    expect(rudderstack).toEqual({ drops: 'failed to read writekey from query params' });
  });

  it('prints JSON, and asks for one beacon', () => {
    expect(JSON.parse(decodeCommand([BASE]))).toHaveProperty('collector.stores.event', 'E');
    expect(() => decodeCommand([])).toThrow(/one beacon/);
  });
});
