import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECRET_KEY_BYTES } from '../access/secretBox.ts';

/** The file in the data folder that holds the key. A backup of the store has it not. */
export const SECRET_KEY_FILE = 'secret.key';

/** The key that a collector keeps its tags' secrets under; made where there is none. */
export function readSecretKey(folder: string): Buffer {
  const file = join(folder, SECRET_KEY_FILE);
  try {
    // Of two that start at once, both read what the first one wrote.
    writeFileSync(file, `${randomBytes(SECRET_KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (key.length === SECRET_KEY_BYTES) return key;
  throw new Error(
    `${file} holds no key: put the file of your backup there, or remove it and make the tags' secrets again`,
  );
}
