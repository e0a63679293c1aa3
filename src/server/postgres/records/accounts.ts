import { definedOf } from '../../store/definedOf.ts';
import { InUse } from '../../store/errors.ts';
import type { Paged } from '../../store/recordPages.ts';
import type { AccountRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { lockAccounts, newVersion } from '../accountState.ts';
import type { Context } from '../context.ts';
import { known } from '../known.ts';
import { build } from '../kysely.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import { ACCOUNT } from './columns.ts';
import { writeAccountRule } from './rules.ts';
import { smallColumn, writeSmall } from './smallLetters.ts';

/** Most accounts that are known by heart. */
const MAX_KNOWN = 10_000;

/** What keeps an account. */
const RECORDS = [
  'tags',
  'saved_pixels',
  'pixel_events',
  'conversion_pixels',
  'line_items',
  'campaigns',
  'segments',
].map(table => `SELECT 1 FROM ${table} WHERE account_id = $1 LIMIT 1`);

/** What goes with it: what it said, by the numbers of its events, which begin again in one that is called the same. */
const SAID = ['account_rules', 'pixel_rules', 'known_names', 'record_words', 'account_state'].map(
  table => `DELETE FROM ${table} WHERE account_id = $1`,
);

const SELECT = `SELECT ${ACCOUNT.join(', ')} FROM accounts`;

/**
 * Accounts: their rows are on the first server, the rest of each on its own. Where these are two, the transaction of the first one
 * ends after the other's: what a collector that is stopped in between leaves there is in nobody's way.
 */
export function accounts(context: Context): Omit<Store['accounts'], keyof Paged<never>> {
  const { servers, changes, ensureRoom } = context;
  const { first } = servers;
  // Pixels ask for it each time, and go on while the first server is away.
  const rows = known<AccountRow>({ isHeard: changes.isHeard, most: MAX_KNOWN, isPatient: true });
  changes.listen((id, isChanging) => (isChanging && id !== undefined ? rows.change(id) : rows.forget(id)));

  /** Does what is to be done in the account's server: here, or in a transaction there. */
  const there = <Result>(
    session: Session,
    server: Server,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> => (server === first ? work(session) : server.transaction(work));

  async function told(session: Session, id: string): Promise<void> {
    await newVersion(session, id);
    await changes.tell(session, id);
  }

  return {
    async add(given) {
      ensureRoom();
      const place = servers.placeOf(given.id);
      return first.transaction(async session => {
        const row = { ...definedOf(given), ...smallColumn('accounts', given), server: place } as never;
        const added = (await session.first(
          build.insertInto('accounts').values(row).returning(ACCOUNT),
        )) as AccountRow;
        await there(session, servers.named(place), async own => {
          await own.run(
            `INSERT INTO account_state (account_id) VALUES ($1)
             ON CONFLICT (account_id) DO UPDATE SET moving = ''`,
            [added.id],
          );
          await writeAccountRule(own, added.id, added.orders_across_tags);
          await changes.tell(own, added.id);
        });
        await changes.tell(session, added.id);
        return added;
      });
    },

    async get(id) {
      const row = await rows.get(id, id, () => first.first<AccountRow>(`${SELECT} WHERE id = $1`, [id]));
      return row && { ...row };
    },

    async list(of) {
      return of === '*'
        ? first.all<AccountRow>(`${SELECT} ORDER BY created_at, id`)
        : first.all<AccountRow>(`${SELECT} WHERE id = ANY($1) ORDER BY created_at, id`, [of]);
    },

    async change({ id }, change) {
      const columns = definedOf(change);
      return first.transaction(async session => {
        const [row] = Object.keys(columns).length
          ? await session.all(build.updateTable('accounts').set(columns).where('id', '=', id).returningAll())
          : await session.all(build.selectFrom('accounts').selectAll().where('id', '=', id));
        if (!row) return false;
        await writeSmall(session, 'accounts', ['id'], row, columns);
        await there(session, servers.named(row.server), async own => {
          // It may be being erased.
          if (!(await lockAccounts(own, [id])).has(id)) return;
          await writeAccountRule(own, id, row.orders_across_tags);
          await told(own, id);
        });
        await changes.tell(session, id);
        return true;
      });
    },

    async remove(id) {
      return first.transaction(async session => {
        const row = await session.first<{ server: string }>(
          'DELETE FROM accounts WHERE id = $1 RETURNING server',
          [id],
        );
        if (!row) return false;
        await there(session, servers.named(row.server), async own => {
          await lockAccounts(own, [id]);
          for (const query of RECORDS) {
            if (await own.first(query, [id])) throw new InUse(`the account "${id}" has records`);
          }
          for (const query of SAID) await own.run(query, [id]);
          await changes.tell(own, id);
        });
        await session.run('DELETE FROM public_ids WHERE account_id = $1', [id]);
        await changes.tell(session, id);
        return true;
      });
    },

    async ofBusiness(businessId) {
      return first.first<AccountRow>(`${SELECT} WHERE business_id = $1`, [businessId]);
    },

    async ofAdvertisers(ids) {
      return first.all<AccountRow>(`${SELECT} WHERE advertiser_id = ANY($1) ORDER BY created_at, id`, [ids]);
    },
  };
}
