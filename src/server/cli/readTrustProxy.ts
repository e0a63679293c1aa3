import { isIP } from 'node:net';
import { BadOption } from './badOption.ts';

const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Reads which proxies to believe what they forward. A count of proxies would not do: who reaches the collector
 * past them could then say any address.
 */
export function readTrustProxy(name: string, text: string): string[] {
  const proxies = text.split(',').map(part => part.trim());
  const wrong = proxies.find(each => !NAMES.includes(each) && !isRange(each));
  if (wrong === undefined) return proxies;
  throw new BadOption(
    `${name}: "${wrong}" is no address; use those of your proxies, like 10.0.0.1, 10.0.0.0/8, ${NAMES.join(', ')}`,
  );
}

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (!version || more.length) return false;
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}
