import { expect, test } from 'vitest';
import { beaconPath } from '../../src/protocol/ownPath.ts';

test('beacons have RudderStack’s names, or short ones under a path', () => {
  expect([beaconPath('page'), beaconPath('track')]).toEqual(['/pixel/v1/page', '/pixel/v1/track']);
  expect([beaconPath('page', 'garden'), beaconPath('track', 'garden')]).toEqual(['/garden/v', '/garden/e']);
});
