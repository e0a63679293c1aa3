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
  const found = await Promise.all(
    [...new Set(writeKeys)].map(async write_key => {
      const account_id = await servers.accountOf('write_key', write_key);
      const server = account_id === undefined ? undefined : await servers.find(account_id);
      return account_id !== undefined && server ? [{ server, tag: { account_id, write_key } }] : [];
    }),
  );
  const groups = new Map<Server, OwnTag[]>();
  for (const { server, tag } of found.flat()) groups.set(server, [...(groups.get(server) ?? []), tag]);
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
