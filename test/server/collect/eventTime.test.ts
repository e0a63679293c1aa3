import { expect, it } from 'vitest';
import { eventTime, type SentTimes } from '../../../src/server/collect/eventTime.ts';

const RECEIVED = '2026-11-21T10:00:00.000Z';

const cases: [name: string, sent: SentTimes, time: string, clamped: boolean][] = [
  ['takes the time of receipt where nothing is sent', {}, RECEIVED, false],
  [
    'takes timestamp as it stands',
    { timestamp: '2026-11-21T09:00:00.000Z', originalTimestamp: '2026-11-21T08:00:00Z', sentAt: RECEIVED },
    '2026-11-21T09:00:00.000Z',
    false,
  ],
  [
    'reads a timestamp in another zone',
    { timestamp: '2026-11-21T11:30:00+02:00' },
    '2026-11-21T09:30:00.000Z',
    false,
  ],
  [
    "cancels the skew of a page's clock that is a year ahead",
    { originalTimestamp: '2027-11-21T10:00:00.000Z', sentAt: '2027-11-21T10:30:00.000Z' },
    '2026-11-21T09:30:00.000Z',
    false,
  ],
  [
    'falls back to the times of event and sending where timestamp is no time',
    { timestamp: 'x', originalTimestamp: '2026-11-21T08:00:00Z', sentAt: '2026-11-21T08:00:01Z' },
    '2026-11-21T09:59:59.000Z',
    false,
  ],
  [
    'takes originalTimestamp alone',
    { originalTimestamp: '2026-11-21T09:00:00Z' },
    '2026-11-21T09:00:00.000Z',
    false,
  ],
  ['ignores sentAt alone', { sentAt: '2026-11-21T09:00:00Z' }, RECEIVED, false],
  ['ignores times that are objects', { timestamp: { x: '1' }, originalTimestamp: ['1'] }, RECEIVED, false],
  ['ignores a bare number', { timestamp: '1795251600000' }, RECEIVED, false],
  ['ignores a time without a zone', { timestamp: '2026-11-21T09:00:00' }, RECEIVED, false],
  ['ignores a day that is none', { timestamp: '2026-02-31T99:00:00Z' }, RECEIVED, false],
  [
    'keeps one that is 24 hours old',
    { timestamp: '2026-11-20T10:00:00.000Z' },
    '2026-11-20T10:00:00.000Z',
    false,
  ],
  ['clamps one that is a millisecond older', { timestamp: '2026-11-20T09:59:59.999Z' }, RECEIVED, true],
  ['clamps one of 1970', { originalTimestamp: '1970-01-01T00:00:00Z' }, RECEIVED, true],
  ['clamps one in the future', { timestamp: '2026-11-21T10:00:00.001Z' }, RECEIVED, true],
  [
    'clamps an event that happened after it was sent',
    { originalTimestamp: '2026-11-21T10:00:01Z', sentAt: '2026-11-21T10:00:00Z' },
    RECEIVED,
    true,
  ],
];

it.each(cases)('%s', (_name, sent, time, clamped) => {
  const result = eventTime(sent, Date.parse(RECEIVED));
  expect({ ...result, time: new Date(result.time).toISOString() }).toEqual({ time, clamped });
});
