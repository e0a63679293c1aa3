import { readFileSync } from 'node:fs';

/** How a connection is encrypted and whom it trusts, as libpq has it. */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

const SSL_MODES: readonly SslMode[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** What an address says after its question mark. */
export interface ServerParameters {
  sslMode: SslMode;
  /** Certificates of those who may vouch for the server, as PEM; undefined: those that Node knows. */
  sslRoot: string | undefined;
  /** Its own certificate and key, where the server asks for them. */
  sslOwn: { cert: string; key: string } | undefined;
  applicationName: string;
  /** How long the way to a host may take. */
  connectMs: number;
}

const NAMES = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'application_name', 'connect_timeout'];

const CONNECT_SECONDS = 5;

/** Throws an `Error` that names the parameter and the fix. */
export function readParameters(query: URLSearchParams): ServerParameters {
  for (const name of new Set(query.keys())) {
    if (!NAMES.includes(name))
      throw new Error(`has the parameter "${name}", which is none of ${NAMES.join(', ')}`);
    if (query.getAll(name).length > 1)
      throw new Error(`has the parameter "${name}" more than once: leave one of them`);
  }
  const root = query.get('sslrootcert') ?? '';
  const hasRoot = root !== '' && root !== 'system';
  const sslMode = readMode(query.get('sslmode'), hasRoot);
  const cert = query.get('sslcert');
  const key = query.get('sslkey');
  if (!cert !== !key) throw new Error(`has ${cert ? 'sslcert' : 'sslkey'} alone: name sslcert and sslkey`);
  return {
    sslMode,
    sslRoot: hasRoot ? readPem('sslrootcert', root) : undefined,
    sslOwn: cert && key ? { cert: readPem('sslcert', cert), key: readPem('sslkey', key) } : undefined,
    applicationName: query.get('application_name') || 'tgp',
    connectMs: readSeconds(query.get('connect_timeout')) * 1000,
  };
}

function readMode(text: string | null, hasRoot: boolean): SslMode {
  const mode = text ?? 'prefer';
  if (!SSL_MODES.includes(mode as SslMode))
    throw new Error(`has sslmode=${mode}: use one of ${SSL_MODES.join(', ')}`);
  // As libpq does it: who names a root wants it to be asked.
  return mode === 'require' && hasRoot ? 'verify-ca' : (mode as SslMode);
}

function readPem(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `has ${name}=${file}, which can't be read (${(error as NodeJS.ErrnoException).code}): name a file in PEM form`,
    );
  }
}

function readSeconds(text: string | null): number {
  if (text === null) return CONNECT_SECONDS;
  if (/^\d{1,3}$/.test(text) && Number(text) > 0) return Number(text);
  throw new Error(`has connect_timeout=${text}: use a number of seconds from 1 to 999`);
}
