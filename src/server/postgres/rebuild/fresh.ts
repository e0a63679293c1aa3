import { VOCABULARY } from '../../../protocol/kinds.ts';
import { TWICE } from '../../attribution/happening.ts';
import { COMPARED } from '../../store/projections.ts';
import { RULES } from '../../visits/rules.ts';
import type { Session } from '../session.ts';

/** Where the tables are that are made again: beside the store's own, in the same database. */
export const FRESH = 'tgp_rebuild';

/** Whoever makes or removes that schema has this advisory lock, and whoever takes something out of it shares it. */
const LOCK = 7_498_114;

/** What is made of events, and what is needed for it. */
export const TABLES = [...new Set(COMPARED.map(({ name }) => name as string)), 'credits_due'];

/**
 * Makes the schema, unless one is there that was made by the same words, rules and form. What a rebuild did of accounts stays that
 * are still what they were. In a transaction of the caller's.
 */
export async function makeFresh(session: Session, live: string): Promise<void> {
  await session.run('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const { form } = (await session.first<{ form: string }>(
    `SELECT max(name) || ' ${VOCABULARY} ${RULES} ${TWICE}' AS form FROM migrations`,
  ))!;
  if (!(await isThere(session)) || !(await isOf(session, form))) await make(session, live, form);
  // An account may have been put back by a backup, or have been made anew.
  await session.run(
    `DELETE FROM ${FRESH}.replayed AS own WHERE NOT EXISTS (SELECT 1 FROM account_state AS state
       WHERE state.account_id = own.account_id AND state.next_seq > own.seq)`,
  );
}

const isThere = async (session: Session): Promise<boolean> =>
  (await session.first<{ is: boolean }>(`SELECT to_regclass('${FRESH}.replayed') IS NOT NULL AS is`))!.is;

const isOf = async (session: Session, form: string): Promise<boolean> =>
  (await session.first(`SELECT 1 FROM ${FRESH}.made WHERE form = $1`, [form])) !== undefined;

async function make(session: Session, live: string, form: string): Promise<void> {
  await all(session, [
    `DROP SCHEMA IF EXISTS ${FRESH} CASCADE`,
    `CREATE SCHEMA ${FRESH}`,
    ...TABLES.map(name => `CREATE UNLOGGED TABLE ${FRESH}.${name} (LIKE ${live}.${name} INCLUDING ALL)`),
    // How far it has come: the account's last event that was read; -1 where it is to begin.
    `CREATE UNLOGGED TABLE ${FRESH}.replayed (account_id text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL)`,
    // As the rest it is empty after a crash.
    `CREATE UNLOGGED TABLE ${FRESH}.made (form text NOT NULL)`,
  ]);
  await session.run(`INSERT INTO ${FRESH}.made VALUES ($1)`, [form]);
}

/** Removes it. In a transaction of the caller's. */
export async function dropFresh(session: Session): Promise<void> {
  await session.run('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await all(session, [`DROP SCHEMA IF EXISTS ${FRESH} CASCADE`]);
}

/**
 * Has PostgreSQL look at what is compared, as it does by itself a while after rows were written: by what it takes for a few rows it
 * looks each row up in an index of many. In a transaction of the caller's.
 */
export const lookAtAll = (session: Session, live: string): Promise<number> =>
  all(
    session,
    TABLES.flatMap(name => [`ANALYZE ${FRESH}.${name}`, `ANALYZE ${live}.${name}`]),
  );

/** Several statements at once can't be prepared. */
const all = (session: Session, statements: string[]): Promise<number> =>
  session.run({ compile: () => ({ sql: statements.join(';\n'), parameters: [] }) } as never);

/** Takes out what is made of an account. */
export async function clearFresh(session: Session, accountId: string): Promise<void> {
  for (const name of TABLES) {
    await session.run(`DELETE FROM ${FRESH}.${name} WHERE account_id = $1`, [accountId]);
  }
}

/**
 * Events of an account go: a rebuild that was stopped keeps nothing of them, and one that is under way begins anew with the account.
 * In the transaction in which they go, that holds the account's lock.
 * @param unread only where it has not read that event yet: what it has read may stay. Default: in any case
 */
export async function dropRebuild(
  session: Session,
  accountId: string,
  unread = Number.MAX_SAFE_INTEGER,
): Promise<void> {
  if (!(await isThere(session))) return;
  await session.run('SELECT pg_advisory_xact_lock_shared($1)', [LOCK]);
  if (!(await isThere(session))) return;
  const dropped = await session.run(`DELETE FROM ${FRESH}.replayed WHERE account_id = $1 AND seq < $2`, [
    accountId,
    unread,
  ]);
  if (dropped) await clearFresh(session, accountId);
}
