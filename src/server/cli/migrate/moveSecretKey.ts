import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isPostgres } from '../../postgres/readServers.ts';
import { sharedSecretKey } from '../../postgres/secretKey.ts';
import { newSecretKey, readSecretKey, SECRET_KEY_FILE } from '../readSecretKey.ts';
import { type Where, withServers } from './places.ts';

/**
 * Moves the key that tags' secrets are under: in a folder it is in a file, in PostgreSQL on the first server. Gives what there is to
 * say of it.
 */
export async function moveSecretKey(from: Where, to: Where): Promise<string | undefined> {
  if (isPostgres(to.value)) {
    const folder = resolve(from.value);
    if (!existsSync(join(folder, SECRET_KEY_FILE))) return undefined;
    const key = readSecretKey(folder);
    await withServers(to, servers => sharedSecretKey(servers.first, undefined, () => key));
    return `The key of the tags' secrets is on the first server now. Give collectors no --secret-key-file, or one that is ${join(folder, SECRET_KEY_FILE)}.`;
  }
  const file = join(resolve(to.value), SECRET_KEY_FILE);
  try {
    const key = await withServers(from, servers => sharedSecretKey(servers.first, undefined, newSecretKey));
    writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    return undefined;
  } catch (error) {
    return `The key of the tags' secrets did not move (${(error as Error).message}): what collectors name by --secret-key-file is to be ${file}.`;
  }
}
