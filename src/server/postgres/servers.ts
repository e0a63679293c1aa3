import { createHash } from 'node:crypto';
import { Away, NoSuchRecord } from '../store/errors.ts';
import { migrate } from './migrate.ts';
import type { ServerAddress } from './readServers.ts';
import type { PublicKind } from './schema.ts';
import { Server, type ServerOptions } from './server.ts';

/** A collector's servers: of all accounts is what the first one has, of one account what its own has. */
export class Servers {
  readonly all: readonly Server[];
  /** By what each calls itself. */
  readonly #byId: ReadonlyMap<string, Server>;
  readonly #ofAccount = new Map<string, Server>();

  private constructor(byId: Map<string, Server>) {
    this.all = [...byId.values()];
    this.#byId = byId;
  }

  /** Brings all of them to the newest form. Throws where two of them are one, or where accounts are on one that is not named. */
  static async open(addresses: readonly ServerAddress[], options?: ServerOptions): Promise<Servers> {
    const servers = addresses.map(address => new Server(address, options));
    try {
      const byId = new Map<string, Server>();
      for (const server of servers) {
        await migrate(server);
        const { id } = (await server.first<{ id: string }>('SELECT id FROM this_server'))!;
        const other = byId.get(id);
        if (other) throw new Error(`${other.name} and ${server.name} are the same server`);
        byId.set(id, server);
      }
      const lost = await servers[0]!.first<{ id: string }>(
        'SELECT id FROM accounts WHERE server <> ALL($1) LIMIT 1',
        [[...byId.keys()]],
      );
      if (lost) throw new Error(`the account "${lost.id}" is on a server that is not named`);
      return new Servers(byId);
    } catch (error) {
      for (const server of servers) await server.close();
      throw error;
    }
  }

  /** Where what is of all accounts is. */
  get first(): Server {
    return this.all[0]!;
  }

  /** Where an account is; throws `NoSuchRecord` where there is none. */
  async of(accountId: string): Promise<Server> {
    const server = await this.find(accountId);
    if (!server) throw new NoSuchRecord(`there is no account "${accountId}"`);
    return server;
  }

  /** The same; undefined where there is none. */
  async find(accountId: string): Promise<Server | undefined> {
    const known = this.#ofAccount.get(accountId);
    if (known) return known;
    const row = await this.first.first<{ server: string }>('SELECT server FROM accounts WHERE id = $1', [
      accountId,
    ]);
    if (!row) return undefined;
    const server = this.#byId.get(row.server);
    if (!server) throw new Away(`the account "${accountId}" is on a server that is not named`);
    this.#ofAccount.set(accountId, server);
    return server;
  }

  /** The one that calls itself so. */
  named(id: string): Server {
    const server = this.#byId.get(id);
    if (!server) throw new Away(`the server ${id} is not named`);
    return server;
  }

  /** Accounts by their servers; those that there are. `*`: all. */
  async grouped(accounts: readonly string[] | '*'): Promise<Map<Server, readonly string[] | '*'>> {
    if (accounts === '*') return new Map(this.all.map(server => [server, '*']));
    const groups = new Map<Server, string[]>();
    for (const id of new Set(accounts)) {
      const server = await this.find(id);
      if (server) groups.set(server, [...(groups.get(server) ?? []), id]);
    }
    return groups;
  }

  /** Which account an id belongs to that strangers know; undefined where there is none. */
  async accountOf(kind: PublicKind, id: string): Promise<string | undefined> {
    const row = await this.first.first<{ account_id: string }>(
      'SELECT account_id FROM public_ids WHERE kind = $1 AND id = $2',
      [kind, id],
    );
    return row?.account_id;
  }

  /** The same of many, by the ids that there are. */
  async accountsOf(kind: PublicKind, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.first.all<{ id: string; account_id: string }>(
      'SELECT id, account_id FROM public_ids WHERE kind = $1 AND id = ANY($2)',
      [kind, ids],
    );
    return new Map(rows.map(({ id, account_id }) => [id, account_id]));
  }

  /** Where a new account is to be, by its id: the highest of their hashes, so that another server takes few accounts only. */
  placeOf(accountId: string): string {
    const score = (id: string) => createHash('sha256').update(`${id} ${accountId}`).digest('hex');
    return [...this.#byId.keys()].reduce((best, id) => (score(id) > score(best) ? id : best));
  }

  /** Forgets where an account is. */
  forget(accountId?: string): void {
    if (accountId === undefined) this.#ofAccount.clear();
    else this.#ofAccount.delete(accountId);
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(server => server.close()));
  }
}
