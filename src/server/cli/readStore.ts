import { isPostgres, readServers, type ServerAddress } from '../postgres/readServers.ts';
import { BadOption } from './badOption.ts';
import { type Given, readGiven } from './readAdminToken.ts';

/** Where a folder is named beside them. */
export const BOTH = '--data: the store is in PostgreSQL (--store, TGP_STORE); leave one of them out';

/** The servers that the events are kept in; undefined where it is a folder. No message shows what it read: it has a password. */
export function readStore(store: Given, file: Given): ServerAddress[] | undefined {
  const given = readGiven(store, file);
  if (!given) return undefined;
  if (!isPostgres(given.text)) {
    throw new BadOption(
      `${given.name}: write postgres://user:password@host:5432/database; a folder is named by --data`,
    );
  }
  try {
    return readServers(given.text);
  } catch (error) {
    throw new BadOption(`${given.name}: ${(error as Error).message}`);
  }
}

/** What may be shown of them. */
export const namesOf = (servers: readonly ServerAddress[]): string =>
  servers.map(({ name }) => name).join(' ');

/** Keeps a password of the command line out of the list of processes, which every user of the machine can read. */
export function hidePassword(args: readonly string[]): void {
  if (args.some(arg => /postgres(ql)?:\/\/[^@/]*:[^/]*@/.test(arg))) process.title = 'tgp';
}
