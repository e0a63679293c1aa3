import type { Context } from '../context.ts';
import { known } from '../known.ts';
import type { PublicKind } from '../schema.ts';
import type { Session } from '../session.ts';

/** Most rows that are kept, and as many ids that have none. */
const MOST = 10_000;

/** Reads the row of an id that strangers know from its account's server, where that still has the account. */
export type ReadRow<Row> = (session: Session, accountId: string, id: string) => Promise<Row | undefined>;

export interface RowCache {
  /** The row of an id, a copy of what is known by heart or was read now. */
  find<Row extends object>(kind: PublicKind, id: string, read: ReadRow<Row>): Promise<Row | undefined>;
}

/** What beacons ask for each time is read once, until it is told to be another. */
export function rowCache({ servers, changes }: Context): RowCache {
  const rows = known<object>({ isHeard: changes.isHeard, most: MOST });
  changes.listen((accountId, isChanging) =>
    isChanging && accountId !== undefined ? rows.change(accountId) : rows.forget(accountId),
  );

  async function readAt<Row>(accountId: string, id: string, read: ReadRow<Row>): Promise<Row | undefined> {
    const server = await servers.find(accountId);
    const row = server && (await read(server, accountId, id));
    if (row) return row;
    // What is known of where it is may be old.
    const now = await servers.findAgain(accountId);
    return now && now !== server ? read(now, accountId, id) : undefined;
  }

  return {
    async find<Row extends object>(kind: PublicKind, id: string, read: ReadRow<Row>) {
      const key = `${kind} ${id}`;
      let owner = await servers.accountOf(kind, id);
      if (owner === undefined) return undefined;
      const isNew = !rows.has(key);
      const ask = (accountId: string) => rows.get(key, accountId, () => readAt(accountId, id, read));
      let row = await ask(owner);
      if (!row && isNew) {
        const known = owner;
        owner = await servers.accountOfAgain(kind, id);
        if (owner !== undefined && owner !== known) row = await ask(owner);
      }
      return row && ({ ...row } as Row);
    },
  };
}
