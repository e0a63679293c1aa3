import { createHash } from 'node:crypto';
import { Away, NoSuchRecord } from '../store/errors.ts';
import { ensureFirst } from './ensureFirst.ts';
import { gathered } from './gathered.ts';
import { type Known, known } from './known.ts';
import { migrate } from './migrate.ts';
import type { ServerAddress } from './readServers.ts';
import type { PublicKind } from './schema.ts';
import { Server, type ServerOptions } from './server.ts';

/** Of so many accounts a collector knows where they are, and of so many ids whose they are. */
const MAX_PLACES = 20_000;
const MAX_IDS = 50_000;

/** A collector's servers: of all accounts is what the first one has, of one account what its own has. */
export class Servers {
  readonly all: readonly Server[];
  /** By what each calls itself. */
  readonly #byId: ReadonlyMap<string, Server>;
  /** Whether one is told of changes: see changes.ts. */
  isHeard: () => boolean = () => false;
  readonly #places: Known<Server>;
  readonly #ids: Known<string>;
  readonly #askPlace: (accountId: string) => Promise<Server | undefined>;
  readonly #askId: (key: string) => Promise<string | undefined>;

  private constructor(byId: Map<string, Server>) {
    this.all = [...byId.values()];
    this.#byId = byId;
    // What is known of the first server holds while it is away: an account's own server knows better.
    const options = { isHeard: () => this.isHeard(), isPatient: true };
    this.#places = known({ ...options, most: MAX_PLACES });
    this.#ids = known({ ...options, most: MAX_IDS });
    this.#askPlace = gathered(ids => this.#placesOf(ids));
    this.#askId = gathered(keys => this.#ownersOf(keys));
  }

  /**
   * Brings all of them to the newest form. Throws where two of them are one, where another one was the first, or where accounts are
   * on one that is not named.
   */
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
      await ensureFirst(byId);
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
  find(accountId: string): Promise<Server | undefined> {
    return this.#places.get(accountId, accountId, () => this.#askPlace(accountId));
  }

  /** Where it is as the first server has it, whatever is known; throws `Away`. */
  findAgain(accountId: string): Promise<Server | undefined> {
    return this.#askPlace(accountId);
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
    const ids = [...new Set(accounts)];
    const places = await Promise.all(ids.map(id => this.find(id)));
    for (const [at, id] of ids.entries()) {
      const server = places[at];
      if (server) groups.set(server, [...(groups.get(server) ?? []), id]);
    }
    return groups;
  }

  /** Which account an id belongs to that strangers know; undefined where there is none. */
  accountOf(kind: PublicKind, id: string): Promise<string | undefined> {
    const key = `${kind} ${id}`;
    return this.#ids.get(key, key, () => this.#askId(key));
  }

  /** The same as the first server has it, whatever is known; throws `Away`. */
  accountOfAgain(kind: PublicKind, id: string): Promise<string | undefined> {
    return this.#askId(`${kind} ${id}`);
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

  /** Forgets where an account is; of all where none is named. */
  forget(accountId?: string): void {
    this.#places.forget(accountId);
  }

  /** The same while this collector changes it. */
  change(accountId: string): void {
    this.#places.change(accountId);
  }

  /** Forgets whose an id is, `kind id`; of all where none is named. */
  forgetIds(key?: string): void {
    this.#ids.forget(key);
  }

  /** The same while this collector changes it. */
  changeId(key: string): void {
    this.#ids.change(key);
  }

  async #placesOf(accountIds: string[]): Promise<Map<string, Server>> {
    const rows = await this.first.all<{ id: string; server: string }>(
      'SELECT id, server FROM accounts WHERE id = ANY($1)',
      [accountIds],
    );
    return new Map(rows.map(({ id, server }) => [id, this.named(server)]));
  }

  async #ownersOf(keys: string[]): Promise<Map<string, string>> {
    const ids = keys.map(key => key.split(/ (.*)/s) as [PublicKind, string]);
    const rows = await this.first.all<{ kind: string; id: string; account_id: string }>(
      `SELECT kind, id, account_id FROM public_ids
       WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [ids.map(([kind]) => kind), ids.map(([, id]) => id)],
    );
    return new Map(rows.map(({ kind, id, account_id }) => [`${kind} ${id}`, account_id]));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(server => server.close()));
  }
}
