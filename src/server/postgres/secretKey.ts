import { hash } from 'node:crypto';
import type { Session } from './session.ts';

/** In `store_keys`: the key itself, or that it is in a file of its owner's. */
const NAME = 'secret';
const IN_FILE = 'sha256:';

const inFile = (key: Buffer): string => IN_FILE + hash('sha256', key, 'hex');

/**
 * The key that the secrets of tags are kept under, the same for all collectors: that of a file, of which the first server knows
 * by a hash whether it is the same, or one that is made and kept there. Throws where it is another one.
 */
export async function sharedSecretKey(
  session: Session,
  given: Buffer | undefined,
  made: () => Buffer,
): Promise<Buffer> {
  const known = given && inFile(given);
  await session.run('INSERT INTO store_keys VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    NAME,
    known ?? made().toString('hex'),
  ]);
  const row = await session.first<{ key: string }>('SELECT key FROM store_keys WHERE name = $1', [NAME]);
  const { key } = row!;
  if (key === known) return given!;
  const isInFile = key.startsWith(IN_FILE);
  if (!given && !isInFile) return Buffer.from(key, 'hex');
  if (!given) throw new Error('it is in a file: name that with --secret-key-file, as every collector has it');
  if (isInFile)
    throw new Error('--secret-key-file has another one than that which the secrets are kept under');
  if (key === given.toString('hex')) return given;
  throw new Error('the first server has one already: leave --secret-key-file out');
}

/** The key that is kept, whose owner has it in a file where it is undefined; undefined where there is none yet. */
export async function keptSecretKey(session: Session): Promise<{ key: Buffer | undefined } | undefined> {
  const row = await session.first<{ key: string }>('SELECT key FROM store_keys WHERE name = $1', [NAME]);
  return row && { key: row.key.startsWith(IN_FILE) ? undefined : Buffer.from(row.key, 'hex') };
}

/** Keeps the key of a store that moves here: nothing is under one that a collector has made or named before. A file with the same stays one. */
export async function keepSecretKey(session: Session, key: Buffer): Promise<void> {
  await session.run(
    `INSERT INTO store_keys VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET key = excluded.key WHERE store_keys.key <> $3`,
    [NAME, key.toString('hex'), inFile(key)],
  );
}
