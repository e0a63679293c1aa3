import { BlockList, isIP } from 'node:net';
import { withoutPort } from './addressOf.ts';

/** What the names of the option stand for. */
const RANGES: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Whether an address is of a proxy that is believed, also where a proxy wrote its port. */
export type IsTrusted = (address: string) => boolean;

/** @param proxies addresses, ranges, or names of ranges */
export function trustedBy(proxies: readonly string[]): IsTrusted {
  const list = new BlockList();
  for (const range of proxies.flatMap(each => RANGES[each] ?? [each])) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return written => {
    const address = withoutPort(written).replace(/%.*$/, '');
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
}
