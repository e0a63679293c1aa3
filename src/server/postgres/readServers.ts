import { readParameters, type ServerParameters } from './readParameters.ts';

/** Where a server may be: a name or an address, or the folder of its socket. */
export interface Host {
  host: string;
  port: number;
}

/** One PostgreSQL server: its hosts, of which one is the primary, and how to log in. */
export interface ServerAddress extends ServerParameters {
  hosts: Host[];
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  /** What may be shown: without the password. */
  name: string;
}

const PORT = 5432;
/** An @ in another place is one of a password, which must not be shown as a host or a parameter. */
const FORM = /^postgres(?:ql)?:\/\/(?:([^@/?]*)@)?([^@/?]*)(?:\/([^@?]*))?(?:\?([^@]*))?$/;

/** Whether a store is named as one of PostgreSQL's. */
export const isPostgres = (store: string): boolean => /^postgres(ql)?:\/\//.test(store.trim());

/**
 * Reads `postgres://user:password@host:port,other:port/database?…`, several servers with spaces between them.
 * Throws an `Error` that says what is wrong, without the password.
 */
export function readServers(store: string): ServerAddress[] {
  return store.trim().split(/\s+/).map(readServer);
}

function readServer(text: string): ServerAddress {
  const found = FORM.exec(text);
  if (!found) {
    const hint = text.includes('@') ? ' (in a password, write %40 for @, %2F for /, %3F for ?)' : '';
    throw new Error(
      `is no address of a PostgreSQL server: write postgres://user:password@host:5432/database${hint}`,
    );
  }
  const [, login, hosts = '', database, query = ''] = found;
  const [user, password] = login?.split(/:(.*)/s).map(decoded) ?? [];
  const all = (hosts || 'localhost').split(',').map(readHost);
  const name = database ? decoded(database) : undefined;
  return {
    hosts: all,
    user: user || undefined,
    password: password || undefined,
    database: name,
    ...readParameters(new URLSearchParams(query)),
    name: `${all.map(hostName).join(',')}/${name ?? ''}`,
  };
}

/** How a host is called. */
export const hostName = ({ host, port }: Host): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

function readHost(text: string): Host {
  const found = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text);
  const port = Number(found?.[2] ?? PORT);
  if (!found || port < 1 || port > 65_535)
    throw new Error('has a host that is none: write host or host:port');
  return { host: decoded(found[1]!.replace(/^\[|\]$/g, '')), port };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('has a % that stands for nothing: write %25 for the sign itself');
  }
}
