import { expect, it } from 'vitest';
import { addressOf } from '../../../src/server/http/addressOf.ts';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['2001::3:4:5:6:7:8', '2001:0:3:4::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['x'.repeat(9000), 'x'.repeat(64)],
])('counts %s as %s', (ip, key) => {
  expect(addressOf(ip)).toBe(key);
});

it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1', '', undefined])(
  'does not know who asks from %s',
  ip => {
    expect(addressOf(ip)).toBeUndefined();
  },
);
