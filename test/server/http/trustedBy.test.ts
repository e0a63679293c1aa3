import { expect, it } from 'vitest';
import { trustedBy } from '../../../src/server/http/trustedBy.ts';

it.each([
  [
    'loopback',
    ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '127.0.0.1:80', '[::1]:80'],
    ['128.0.0.1', '::2'],
  ],
  ['linklocal', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0'], ['169.255.1.1', 'fec0::1']],
  ['uniquelocal', ['10.1.2.3', '172.31.0.1', '192.168.0.1', 'fd00::1'], ['172.32.0.1', '192.169.0.1']],
  ['10.0.0.1', ['10.0.0.1', '10.0.0.1:443'], ['10.0.0.2', '10.0.0.10']],
  ['10.0.0.0/8', ['10.255.0.1'], ['11.0.0.1']],
  ['fd00::/8', ['fd12::1'], ['fe00::1']],
])('believes %s', (range, trusted, strangers) => {
  const is = trustedBy([range]);
  for (const address of trusted) expect([address, is(address)]).toEqual([address, true]);
  for (const address of [...strangers, '', 'unknown', 'localhost'])
    expect([address, is(address)]).toEqual([address, false]);
});
