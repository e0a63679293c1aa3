import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig } from 'pg';
import type { Host, ServerAddress } from './readServers.ts';
import { TYPES } from './session.ts';

/**
 * What every connection has set, whatever its server or its role has. The COMMIT of a transaction that is not on the standby is told
 * of by a warning, which must not be left out. Who is gone without a word, or stopped in a transaction, lets go of what he holds; who
 * waits for a lock waits as long as a statement may take; a connection that nobody uses for a while is not ended while somebody takes
 * it. Numbers have all of their digits, and what is nothing in a list is no text.
 */
const ALWAYS = {
  array_nulls: 'on',
  client_min_messages: 'warning',
  default_transaction_isolation: 'read\\ committed',
  extra_float_digits: 1,
  idle_in_transaction_session_timeout: 30_000,
  idle_session_timeout: 0,
  lock_timeout: 0,
  standard_conforming_strings: 'on',
  tcp_keepalives_idle: 30,
  tcp_keepalives_interval: 10,
  tcp_keepalives_count: 3,
  // It costs a short query more than it brings, and reads of many partitions look long to it.
  jit: 'off',
};

/** How a connection is made to a host. */
export const clientConfig = (
  address: ServerAddress,
  { host, port }: Host,
  ssl: ConnectionOptions | false,
  settings: Record<string, string | number> = {},
): ClientConfig => ({
  host,
  port,
  ssl,
  ...(address.user !== undefined && { user: address.user }),
  ...(address.password !== undefined && { password: address.password }),
  ...(address.database !== undefined && { database: address.database }),
  application_name: address.applicationName,
  connectionTimeoutMillis: address.connectMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000,
  types: TYPES,
  options: Object.entries({ ...ALWAYS, ...settings })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' '),
});
