import { expect, it } from 'vitest';
import { entryOf } from '../../src/debug/entryOf.ts';
import { meaningOf } from '../../src/debug/meanings.ts';

const NOW = 1_764_000_000_000;
const of = (parts: unknown[], seen: { [url: string]: true } = {}) => entryOf(parts, seen, NOW);

it('shows a command with its arguments, at its own time', () => {
  const call = Object.assign(['track', 'Opened', { sku: 'A1' }], { t: 5 });
  expect(of(['track', call])).toEqual({
    kind: 'command',
    title: 'tgp("track", "Opened")',
    time: 5,
    detail: ['track', 'Opened', { sku: 'A1' }],
    told: { command: 'track', event: 'Opened' },
  });
});

it('tells a check of no write key of a command, and of no value', () => {
  const told = of(['init', ['init', 'k'.repeat(32), { endpoint: 'https://c.example' }]]).told;
  expect(told).toEqual({ command: 'init' });
  const fields = {
    event: 'purchase',
    messageId: 'm',
    writeKey: 'k',
    properties: { email: 'ann@example.com' },
  };
  const beacon = of(['send', 'track', 'a', { url: 'https://c.example/pixel/v1/track?x', fields }]);
  expect(JSON.stringify(beacon.told)).not.toContain('ann');
  expect(beacon).toMatchObject({
    kind: 'beacon',
    title: 'Event: purchase',
    meaning: '34 of the 8000 characters that a URL may have.',
    told: { messageId: 'm', writeKey: 'k', type: 'track', event: 'purchase', length: 34 },
  });
});

it('says of a beacon that is too long how it goes', () => {
  const entry = of(['send', 'track', 'a', { url: 'x'.repeat(8001), fields: { name: null, messageId: 'm' } }]);
  expect(entry).toMatchObject({ title: 'Page view', told: { type: 'page' } });
  expect(entry.meaning).toContain('it goes as a POST');
});

it('knows a beacon that goes again, and a piggyback by its host alone', () => {
  const seen = {};
  expect(of(['out', 'https://c.example/a?x', ''], seen).title).toBe('Request to c.example');
  expect(of(['out', 'https://c.example/a?x', undefined], seen).title).toBe('The same beacon again');
  expect(of(['out', 'https://p.example/a?secret=1', 'js'], seen)).toMatchObject({
    kind: 'piggyback',
    title: 'Piggyback (script): p.example',
    told: { host: 'p.example', type: 'js' },
  });
});

it.each([
  ['sent', 'sent', 'Stored by the collector'],
  ['skip', 'refused', 'Not sent: consent denied'],
  ['fail', 'failed', 'No success: consent denied'],
])('shows what became of it: %s', (status, kind, title) => {
  const reason = status === 'sent' ? undefined : 'consent denied';
  expect(of([status, { status, reason, messageId: 'm' }])).toMatchObject({
    kind,
    title,
    told: { status, messageId: 'm' },
  });
});

it('shows a warning with what it means, and what was cut', () => {
  expect(of(['warn', 'track', 'no event name'])).toMatchObject({
    kind: 'warning',
    title: 'track no event name',
    meaning: expect.stringContaining('need a name'),
  });
  expect(of(['cut', 'email=ann@example.com'])).toMatchObject({ title: 'Cut from an address: email' });
  expect(of(['cut', 'email=ann@example.com']).told).toBeUndefined();
});

// The tag's own words: see `warn` in src/tag.
it.each([
  'init no writeKey, endpoint',
  'consent ads maybe is not denied,pending,granted',
  'consent marketing try analytics',
  'track no event name',
  'track no init of abc',
  'page too many',
  'consent denied',
  'skip status 401',
  'skip status 400',
  'fail status 503',
  'fail no answer',
  'tgp rename',
  'piggyback try https',
  'piggyback try img',
  'on try send',
  'refund no order_id',
  'init endpont try endpoint',
  'event pix_1 try pix_2',
  'trak try track',
  'identify undefined is no id',
  'properties.fn no text',
])('has a meaning for %j', said => {
  expect(meaningOf(said).length).toBeGreaterThan(30);
});

it('has none for what it does not know', () => {
  expect(meaningOf('something else')).toBe('');
});
