import { Exists, NoSuchRecord } from '../../store/errors.ts';
import type { Context } from '../context.ts';
import type { PublicKind } from '../schema.ts';
import type { Session } from '../session.ts';
import { isThere } from './isThere.ts';

/** An id that strangers know a record by. */
export interface PublicId {
  kind: PublicKind;
  id: string;
  /** The record's field that has it. */
  field: string;
}

/** For so long nobody else gets an id whose record is not there yet: it may be on its way. */
const CLAIM_MS = 10_000;

/** How often an id is claimed again that another one took meanwhile. */
const TRIES = 5;

/** An id that is another account's. */
class Taken extends Exists {
  readonly taken: PublicId;
  readonly by: string;
  readonly isOld: boolean;

  constructor(taken: PublicId, by: string, isOld: boolean) {
    super(taken.field);
    this.taken = taken;
    this.by = by;
    this.isOld = isOld;
  }
}

export interface Directory {
  /**
   * Does work in a transaction of an account's server, in which these ids are the account's and will be no other's. Throws
   * `Exists` where another account has one of them.
   */
  hold<Result>(
    accountId: string,
    ids: readonly PublicId[],
    work: (session: Session) => Promise<Result>,
  ): Promise<Result>;
  /** Does work in such a transaction, after which an account's records have these ids no more. */
  leave<Result>(
    accountId: string,
    work: (session: Session) => Promise<{ result: Result; ids: readonly PublicId[] }>,
  ): Promise<Result>;
}

/**
 * Gives out ids of which there is one in all servers. An id is written here, on the first server, before its record is there, and
 * goes after it. Where both are on one server they come and go together. Else whoever adds the record, gives back its id or gives it
 * to another account locks its row here, and finds out from the account's server whether the record is there: so a collector that
 * is stopped in between leaves an id that nobody has, and no record that nobody finds.
 */
export function directory({ servers, changes }: Context): Directory {
  const { first } = servers;

  /** Writes the ids down. Throws `Taken`. */
  async function claim(session: Session, accountId: string, ids: readonly PublicId[]): Promise<void> {
    const now = Date.now();
    const account = await session.first('SELECT 1 FROM accounts WHERE id = $1 FOR KEY SHARE', [accountId]);
    if (!account) throw new NoSuchRecord(`there is no account "${accountId}"`);
    const rows = await session.all<{ kind: string; id: string }>(
      `INSERT INTO public_ids (kind, id, account_id, claimed_at) SELECT kind, id, $3, $4
       FROM unnest($1::text[], $2::text[]) AS given (kind, id) ORDER BY kind, id
       ON CONFLICT DO NOTHING RETURNING kind, id`,
      [ids.map(({ kind }) => kind), ids.map(({ id }) => id), accountId, now],
    );
    await changes.tellIds(session, rows as PublicId[]);
    if (rows.length < ids.length) await ensureOwn(session, accountId, ids, now);
  }

  /** Keeps others from them until the transaction ends. Throws `Taken`; a row that is gone is nobody's. */
  async function ensureOwn(
    session: Session,
    accountId: string,
    ids: readonly PublicId[],
    now: number,
  ): Promise<boolean> {
    const rows = await session.all<{ kind: string; id: string; account_id: string; claimed_at: number }>(
      `SELECT kind, id, account_id, claimed_at FROM public_ids
       WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::text[])) ORDER BY kind, id FOR UPDATE`,
      [ids.map(({ kind }) => kind), ids.map(({ id }) => id)],
    );
    for (const each of ids) {
      const row = rows.find(({ kind, id }) => kind === each.kind && id === each.id);
      if (row && row.account_id !== accountId) {
        throw new Taken(each, row.account_id, now - row.claimed_at > CLAIM_MS);
      }
    }
    return rows.length === ids.length;
  }

  /** Takes an id from an account whose record is not there; true where it is worth another try. */
  async function takeOver({ taken: { kind, id }, by, isOld }: Taken): Promise<boolean> {
    if (!isOld) return false;
    return first.transaction(async session => {
      const row = await session.first(
        'SELECT 1 FROM public_ids WHERE kind = $1 AND id = $2 AND account_id = $3 FOR UPDATE',
        [kind, id, by],
      );
      if (!row) return true;
      const server = await servers.find(by);
      if (server && (await isThere(server === first ? session : server, by, kind, id))) return false;
      await session.run('DELETE FROM public_ids WHERE kind = $1 AND id = $2', [kind, id]);
      return true;
    });
  }

  /** Gives ids back, those of records that are not there. */
  async function free(accountId: string, ids: readonly PublicId[]): Promise<void> {
    const server = await servers.find(accountId);
    for (const { kind, id, field } of ids) {
      await first.transaction(async session => {
        const row = await session.first(
          'SELECT 1 FROM public_ids WHERE kind = $1 AND id = $2 AND account_id = $3 FOR UPDATE',
          [kind, id, accountId],
        );
        if (!row || (server && (await isThere(server, accountId, kind, id)))) return;
        await remove(session, accountId, [{ kind, id, field }]);
      });
    }
  }

  async function remove(session: Session, accountId: string, ids: readonly PublicId[]): Promise<void> {
    const which = [ids.map(({ kind }) => kind), ids.map(({ id }) => id), accountId];
    // What waits to be stored for a tag that is gone is stored with its account.
    await session.run(
      `UPDATE public_ids SET claimed_at = 0 WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       AND account_id = $3 AND kind = 'write_key'`,
      which,
    );
    await session.run(
      `DELETE FROM public_ids WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
       AND account_id = $3 AND kind <> 'write_key'`,
      which,
    );
    await changes.tellIds(session, ids);
  }

  async function holdOnce<Result>(
    accountId: string,
    ids: readonly PublicId[],
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    const server = await servers.of(accountId);
    if (!ids.length) return server.transaction(work);
    if (server === first) {
      return first.transaction(async session => {
        await claim(session, accountId, ids);
        return work(session);
      });
    }
    await first.transaction(session => claim(session, accountId, ids));
    try {
      return await first.transaction(async session => {
        if (!(await ensureOwn(session, accountId, ids, Date.now()))) throw new Taken(ids[0]!, '', true);
        return server.transaction(work);
      });
    } catch (error) {
      // What is left of it is in nobody's way for long.
      await free(accountId, ids).catch(() => {});
      throw error;
    }
  }

  return {
    async hold(accountId, ids, work) {
      for (let left = TRIES; ; left--) {
        try {
          return await holdOnce(accountId, ids, work);
        } catch (error) {
          if (!(error instanceof Taken) || left === 0 || !(await takeOver(error))) throw error;
        }
      }
    },

    async leave(accountId, work) {
      const server = await servers.of(accountId);
      const { result, ids } = await server.transaction(async session => {
        const done = await work(session);
        if (server === first && done.ids.length) await remove(session, accountId, done.ids);
        return done;
      });
      if (server !== first && ids.length) await free(accountId, ids).catch(() => {});
      return result;
    },
  };
}
