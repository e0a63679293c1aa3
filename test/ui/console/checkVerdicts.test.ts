import { expect, it } from 'vitest';
import type { Check, CheckEntry } from '../../../src/ui/console/parts/checkTypes.ts';
import { checkVerdicts } from '../../../src/ui/console/parts/checkVerdicts.ts';
import { saysOf } from '../../../src/ui/console/parts/saysOf.ts';

const MADE = Date.parse('2026-11-21T10:20:30Z');
const check = (more: Partial<Check> = {}): Check => ({
  id: 'c',
  writeKey: 'k'.repeat(32),
  url: 'https://shop.example/',
  link: 'https://shop.example/?tgp_debug=c',
  made_at: new Date(MADE).toISOString(),
  expires_at: new Date(MADE + 1_800_000).toISOString(),
  script_at: null,
  debug_at: null,
  told_at: null,
  entries: [],
  left_out: 0,
  events: [],
  doubled: [],
  pixels: [],
  refusals: [],
  ...more,
});
const entry = (kind: string, facts: CheckEntry['facts'] = {}): CheckEntry => ({
  number: 1,
  at: '2026-11-21T10:20:31Z',
  page: 'shop.example/',
  kind,
  facts,
});
const event = {
  messageId: 'm',
  type: 'page',
  event: '',
  at: '2026-11-21T10:20:31Z',
  path: '/',
  properties: [],
  library: 'tgp.js 1.2.3',
  allowed: [],
  denied: ['ads'],
  pixel_id: null,
};
const verdicts = (more: Partial<Check>, waited = 0) =>
  Object.fromEntries(checkVerdicts(check(more), MADE + waited).map(({ what, ...rest }) => [what, rest]));
const at = '2026-11-21T10:20:31Z';

it.each([
  [{}, 'open', 'Nothing came yet'],
  [{ script_at: at }, 'open', 'Its script was asked for'],
  [{ script_at: at, debug_at: at }, 'open', 'loads what looks into it'],
])('waits for a while: %j', (more, state, text) => {
  expect(verdicts(more)).toEqual({
    'The tag': expect.objectContaining({ state, text: expect.stringContaining(text) }),
  });
  const late = verdicts(more, 16_000)['The tag']!;
  expect(late.state).toBe('bad');
  expect(late.helps!.length).toBeGreaterThan(0);
});

it('tells a page whose events come from one that tells of itself', () => {
  expect(verdicts({ events: [event] })['The tag']).toMatchObject({
    state: 'bad',
    text: expect.stringContaining('but'),
  });
  expect(verdicts({ events: [event] }).Consent!.text).toContain('Denied: ads');
  expect(
    verdicts({
      told_at: at,
      entries: [entry('tag', { writeKeys: `tgp: ${'k'.repeat(32)}`, hasStub: '1', count: '1' })],
    }),
  ).toMatchObject({
    'The tag': { state: 'good' },
    'Write key': { state: 'good' },
    Once: { state: 'good' },
  });
});

it('finds another write key, two tags, doubled views, two versions', () => {
  const other = [
    entry('tag', { writeKeys: 'tgp: other', count: '2', name: 'a' }),
    entry('tag', { count: '2', name: 'b' }),
  ];
  expect(verdicts({ told_at: at, entries: other })).toMatchObject({
    'Write key': { state: 'bad', text: 'The page has another one: tgp: other; .' },
    Once: { state: 'bad', text: '2 tags are on the page: a, b.' },
  });
  expect(verdicts({ events: [event], doubled: ['m'] }).Once).toMatchObject({
    state: 'bad',
    text: '1 page view came twice.',
  });
  expect(verdicts({ events: [event, { ...event, library: 'tgp.js 1.2.4' }] }).Version!.state).toBe('bad');
});

it('says what was stopped or refused, each with what helps', () => {
  const entries = [
    entry('stopped', { directive: 'connect-src', blocked: 'https://c.example', disposition: 'enforce' }),
    entry('stopped', { directive: 'connect-src', blocked: 'https://c.example', disposition: 'enforce' }),
    entry('consent', { analytics: 'denied', ads: 'denied', by: 'somebody' }),
  ];
  const refusal = { status: 401, reason: 'invalid write key', help: 'copy it', count: 2 };
  const found = verdicts({ told_at: at, entries, refusals: [refusal as never] });
  expect(found.Stopped!.text).toBe('connect-src stopped https://c.example.');
  expect(found.Consent).toMatchObject({ state: 'open', text: 'analytics denied; ads denied; somebody' });
  expect(found.Refused).toMatchObject({ text: '401: invalid write key (2 times)', helps: ['copy it'] });
});

it.each([
  [entry('command', { command: 'track', event: 'a' }), 'tgp("track", "a")'],
  [entry('beacon', { type: 'page', event: '', length: '1000' }), 'page view, 1,000 characters'],
  [entry('beacon', { type: 'track', event: 'a', length: 'x' }), 'a, 0 characters'],
  [entry('sent', { status: 'sent', reason: '' }), 'The collector has it.'],
  [entry('refused', { status: 'skip', reason: 'consent denied' }), 'consent denied'],
  [entry('piggyback', { host: 'p.example', type: 'img' }), 'p.example (img)'],
  [entry('nothing known'), ''],
])('says %j in a line', (told, line) => {
  expect(saysOf(told)).toBe(line);
});
