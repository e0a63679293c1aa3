import type { Server } from './server.ts';

/** In `store_keys`: what the first of a store's servers calls itself. */
const NAME = 'first';

const FIRST = 'SELECT key FROM store_keys WHERE name = $1';

/**
 * Has each server know which one of them is the first: what is of all accounts is there alone, and where another one is named first
 * there are no tags, no users and no tokens. Throws where that is not the same as ever.
 * @param byId in their order, by what each calls itself
 */
export async function ensureFirst(byId: ReadonlyMap<string, Server>): Promise<void> {
  const [[firstId, first]] = [...byId] as [[string, Server]];
  const unknown: Server[] = [];
  for (const [id, server] of byId) {
    const known = (await server.first<{ key: string }>(FIRST, [NAME]))?.key;
    if (known === firstId) continue;
    const isOwn =
      known === id || (server !== first && (await server.first('SELECT 1 FROM accounts LIMIT 1')));
    if (isOwn) throw new Error(`${server.name} has a store of its own: name it first, or an empty database`);
    if (known !== undefined) {
      const other = byId.get(known);
      throw new Error(
        other
          ? `the first one of these servers has been ${other.name}: name it first`
          : `${server.name} is of a store whose first server is not named: name that one first`,
      );
    }
    unknown.push(server);
  }
  for (const server of unknown)
    await server.run('INSERT INTO store_keys VALUES ($1, $2) ON CONFLICT DO NOTHING', [NAME, firstId]);
}
