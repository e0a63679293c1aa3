import { Away, Exists } from '../store/errors.ts';

/** A row that is there already. */
const UNIQUE = '23505';

/**
 * Classes of SQLSTATE in which the statement is not at fault (https://www.postgresql.org/docs/current/errcodes-appendix.html): no
 * connection, a transaction that others were in the way of, no room, something is not as it must be (a lock, another session),
 * the operator's intervention (a stop, a cancelled statement), the system.
 */
const AWAY = new Set(['08', '40', '53', '55', '57', '58']);

/** Single ones: written to a standby; a log-in that the server does not take (now); a database that is not there (yet). */
const AWAY_CODES = new Set(['25006', '28000', '28P01', '3D000', '25P02', 'XX000', 'XX001', 'XX002']);

/** The key that a row is not unique in, as the server's detail has it in any language: the last column is the record's own. */
const KEY = /\((?:[^()]*, )?(\w+)\)=\(/;

interface ServerError extends Error {
  code?: unknown;
  detail?: unknown;
}

/** What an error of PostgreSQL's or of the way to it is in the contract; one that is not in the contract as it is. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Away || error instanceof Exists) return error;
  const { code, detail, message } = error as ServerError;
  if (typeof code !== 'string') {
    // The driver's own errors have no code: the connection ended, or none was free in time.
    return /connection|timeout|terminat/i.test(message) ? new Away(message, { cause: error }) : error;
  }
  if (code === UNIQUE) {
    const field = KEY.exec(String(detail))?.[1];
    return field === undefined ? error : new Exists(field, { cause: error });
  }
  // Without a SQLSTATE it is the system's: ECONNREFUSED, ENOTFOUND, ECONNRESET and so on.
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  const isAway = isSqlState
    ? AWAY.has(code.slice(0, 2)) || AWAY_CODES.has(code)
    : /^E[A-Z]+|^EAI_/.test(code);
  return isAway ? new Away(message, { cause: error }) : error;
}

/** Whether a transaction was only in the way of others: done again it may well succeed. */
export const isTransient = (error: unknown): boolean =>
  ['40001', '40P01'].includes((error as ServerError | undefined)?.code as string);
