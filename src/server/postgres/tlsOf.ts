import type { ConnectionOptions } from 'node:tls';
import { checkServerIdentity } from 'node:tls';
import type { Host, ServerAddress } from './readServers.ts';

type Trust = Pick<ServerAddress, 'sslMode' | 'sslRoot' | 'sslOwn'>;

/** The TLS of a connection to a host; false where it has none, as over a socket of the machine. */
export function tlsOf({ sslMode, sslRoot, sslOwn }: Trust, { host }: Host): ConnectionOptions | false {
  if (sslMode === 'disable' || host.startsWith('/')) return false;
  const isVerified = sslMode === 'verify-ca' || sslMode === 'verify-full';
  return {
    rejectUnauthorized: isVerified,
    ...(isVerified && sslRoot !== undefined && { ca: sslRoot }),
    ...sslOwn,
    // By the host that was meant: of an address the driver tells Node nothing.
    checkServerIdentity: (_name, cert) =>
      sslMode === 'verify-full' ? checkServerIdentity(host, cert) : undefined,
  };
}
