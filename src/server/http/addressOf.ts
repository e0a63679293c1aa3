/** Longest key: behind a proxy an address is whatever its client wrote. */
const MAX_LENGTH = 64;

/**
 * Whom a request counts for: an IPv4 address, or the /64 of an IPv6 one, which is one customer's. Undefined for
 * this machine's own addresses: those are a proxy's that the options don't name, and all visitors would be one.
 */
export function addressOf(written: string | undefined): string | undefined {
  if (!written) return undefined;
  const ip = withoutPort(written);
  const v4 = ip.startsWith('::ffff:') && ip.includes('.') ? withoutPort(ip.slice(7)) : ip;
  if (!v4.includes(':')) return v4.startsWith('127.') ? undefined : v4.slice(0, MAX_LENGTH);
  if (v4 === '::1') return undefined;
  const [head = [], tail] = v4.split('::').map(part => part.split(':').filter(Boolean));
  const zeros = tail ? Math.max(0, 8 - head.length - tail.length) : 0;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...(tail ?? [])];
  return `${groups.slice(0, 4).join(':').toLowerCase()}::/64`.slice(-MAX_LENGTH);
}

/** Some proxies write the port of their client too, another one for each connection: `203.0.113.9:50000`, `[2001:db8::1]:50000`. */
export const withoutPort = (written: string): string =>
  /^\[([^\]]*)\](?::\d{1,5})?$/.exec(written)?.[1] ??
  /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(written)?.[1] ??
  written;
