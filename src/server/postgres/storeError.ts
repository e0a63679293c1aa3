import { Away, Exists } from '../store/errors.ts';

/** A row that is there already. */
const UNIQUE = '23505';

/**
 * What a sender is told, who may be anybody: the server's own words name hosts, users and databases, and are in the cause. By
 * classes of SQLSTATE in which the statement is not at fault, and by single ones
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const AWAY: Record<string, string> = {
  '08': 'the store is not reached',
  '25006': 'the store can only be read',
  '25P02': 'the store was interrupted',
  '25P03': 'the store was interrupted',
  '25P04': 'the store took too long',
  '26': 'the store was interrupted',
  '28': 'the store does not take the log-in',
  '3D000': 'the store has no such database',
  '40': 'the store was busy with the same account',
  '53': 'the store has no room',
  '53100': "the store's disk is full",
  '53300': 'the store has no connection left',
  '55': 'the store is not ready',
  '55P03': 'the store was busy with the same account',
  '57': 'the store is stopped',
  '57014': 'the store took too long',
  '57P04': 'the store has no such database',
  '57P05': 'the store was interrupted',
  '58': "the store's system failed",
  XX: 'the store failed',
};

/**
 * The key that a row is not unique in, as the server's detail has it in any language: the last column is the record's own. Its names
 * are in quotes where a database has them all so.
 */
const KEY = /\((?:[^()]*, )?"?(\w+)"?\)=\(/;

/** The driver's words where it is asked for a password that it has not, or not the right one. */
const NO_PASSWORD = /^SASL/;

interface ServerError extends Error {
  code?: unknown;
  detail?: unknown;
  routine?: unknown;
}

/** What an error of PostgreSQL's or of the way to it is in the contract; one that is not in the contract as it is. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Away || error instanceof Exists) return error;
  const { code, detail, message } = error as ServerError;
  if (code === UNIQUE) {
    const field = KEY.exec(String(detail))?.[1];
    return field === undefined ? error : new Exists(field, { cause: error });
  }
  const words = isStale(error)
    ? AWAY['26']
    : isSqlState(code)
      ? (AWAY[code] ?? AWAY[code.slice(0, 2)])
      : NO_PASSWORD.test(message)
        ? AWAY['28']
        : isOfWay(code, message)
          ? AWAY['08']
          : undefined;
  return words === undefined ? error : new Away(words, { cause: error });
}

/** Of its classes none begins with an E, as all of the system's names do. */
const isSqlState = (code: unknown): code is string =>
  typeof code === 'string' && /^(?!E)[0-9A-Z]{5}$/.test(code);

/** The system's ECONNREFUSED, ENOTFOUND, ECONNRESET and so on; the driver's own errors have no code. */
const isOfWay = (code: unknown, message: string): boolean =>
  typeof code === 'string'
    ? /^E[A-Z]+|^EAI_|CERT|^ERR_(SSL|TLS)/.test(code)
    : /connect|SSL|timeout|terminat/i.test(message);

/** Whether the log-in or the database is at fault, which time doesn't change. */
export const isOfLogIn = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as Partial<ServerError>;
  return isSqlState(code) ? /^28|^3D/.test(code) : NO_PASSWORD.test(String(message));
};

/** Whether a transaction was only in the way of others: done again it may well succeed. */
export const isTransient = (error: unknown): boolean =>
  ['40001', '40P01'].includes((error as ServerError | undefined)?.code as string);

/**
 * Whether what a connection has prepared is of no use any more: a table has other columns since, as beside a newer version, or
 * somebody removed it. The server did nothing of it, says the same each time, and has no code of its own for the first of these.
 */
export function isStale(error: unknown): boolean {
  const { code, routine } = (error ?? {}) as Partial<ServerError>;
  return code === '26000' || (code === '0A000' && routine === 'RevalidateCachedQuery');
}

/** Whether the server that said it may not be the one to ask any more: it stops, it went, it is a standby now. */
export function isLost(error: unknown): boolean {
  const { code, message } = (error ?? {}) as ServerError;
  if (isSqlState(code)) return code === '25006' || /^08|^57P0[1-5]/.test(code);
  return error instanceof Error && isOfWay(code, message);
}
