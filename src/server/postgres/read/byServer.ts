import type { Server } from '../server.ts';
import type { Servers } from '../servers.ts';
import type { Session } from '../session.ts';

/** A tag with whose it is. */
export interface OwnTag {
  account_id: string;
  write_key: string;
}

/** The tags that there are, by their servers: a tag whose account is gone is gone. */
export async function tagsByServer(
  servers: Servers,
  writeKeys: readonly string[],
): Promise<Map<Server, OwnTag[]>> {
  const keys = [...new Set(writeKeys)];
  const accounts = keys.length ? await servers.accountsOf('write_key', keys) : new Map<string, string>();
  const groups = new Map<Server, OwnTag[]>();
  for (const write_key of keys) {
    const account_id = accounts.get(write_key);
    const server = account_id === undefined ? undefined : await servers.find(account_id);
    if (account_id === undefined || !server) continue;
    const known = groups.get(server);
    if (known) known.push({ account_id, write_key });
    else groups.set(server, [{ account_id, write_key }]);
  }
  return groups;
}

/** Tags as the two lists that a statement takes. */
export const tagLists = (tags: readonly OwnTag[]): [accountIds: string[], writeKeys: string[]] => [
  tags.map(({ account_id }) => account_id),
  tags.map(({ write_key }) => write_key),
];

/** Asks each of the servers that have some of the tags, at once. */
export async function ofTags<Result>(
  servers: Servers,
  writeKeys: readonly string[],
  ask: (session: Session, tags: OwnTag[]) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result[]> {
  signal?.throwIfAborted();
  const groups = [...(await tagsByServer(servers, writeKeys))];
  return Promise.all(groups.map(([server, tags]) => ask(server.within(signal), tags)));
}

/** The same of accounts. */
export async function ofAccounts<Result>(
  servers: Servers,
  accountIds: readonly string[],
  ask: (session: Session, accountIds: string[]) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result[]> {
  signal?.throwIfAborted();
  const groups = [...(await servers.grouped(accountIds))];
  return Promise.all(groups.map(([server, ids]) => ask(server.within(signal), [...ids])));
}
