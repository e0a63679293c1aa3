import { expect, it } from 'vitest';
import type { LiveEvent } from '../../../../src/ui/console/liveEvent.ts';
import { refusedBy, tagHealth } from '../../../../src/ui/console/overview/tagHealth.ts';

const event = (tgp: unknown, receivedAt = '2026-11-21T10:00:00.000Z'): LiveEvent => ({
  messageId: 'm',
  type: 'track',
  timestamp: receivedAt,
  receivedAt,
  context: { tgp },
});

it('adds up what events tell of their sending, whatever strangers write there', () => {
  const events = [
    event({ retried: '2', dropped: '1', marks: 'host,unsigned' }),
    event({ retried: '1', refused: 'many', marks: 'signature' }),
    event({ retried: { toString: 1 }, marks: 5 }),
    event('x'),
  ];
  expect(tagHealth(events)).toEqual({
    events: 4,
    newest: '2026-11-21T10:00:00.000Z',
    retried: 3,
    dropped: 1,
    refused: 0,
    elsewhere: 1,
    doubtful: 2,
  });
});

it('has no newest event of none', () => {
  expect(tagHealth([])).toMatchObject({ events: 0, newest: '' });
});

it('reads what was refused out of the metrics', () => {
  const metrics = `# TYPE tgp_beacons_refused_total counter
tgp_beacons_refused_total{reason="invalid"} 3
tgp_beacons_refused_total{reason="method"} 0
tgp_beacons_refused_total{reason="rate_limit"} 12
tgp_events_stored_total 7
`;
  expect(refusedBy(metrics)).toEqual([
    ['invalid', 3],
    ['rate_limit', 12],
  ]);
});
