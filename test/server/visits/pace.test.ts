import { expect, test } from 'vitest';
import { isTooFast } from '../../../src/server/visits/pace.ts';

const visit = (views: number, events: number, seconds: number) => ({
  views,
  events,
  started_at: 1_000_000,
  ended_at: 1_000_000 + seconds * 1000,
});

test.each([
  ['one view', 1, 1, 0],
  ['twenty tabs opened at once', 20, 20, 1],
  ['a router that changes the address with each key', 55, 55, 8],
  ['a page that tells of a hundred things that it shows', 1, 101, 0],
  ['a long visit', 400, 3000, 3600],
])('%s is no pace that nobody has', (_, views, events, seconds) => {
  expect(isTooFast(visit(views, events, seconds))).toBe(false);
});

test.each([
  ['a crawler of a hundred pages', 100, 100, 50],
  ['all of a site at once', 60, 60, 0],
  ['a thousand events in half a minute', 1, 1000, 30],
])('%s is one', (_, views, events, seconds) => {
  expect(isTooFast(visit(views, events, seconds))).toBe(true);
});
