import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECRET_KEY_BYTES } from '../access/secretBox.ts';
import { BadOption } from './badOption.ts';
import { type Given, readText } from './readAdminToken.ts';

/** The file in the data folder that holds the key. A backup of the store has it not. */
export const SECRET_KEY_FILE = 'secret.key';

/** The key that a collector keeps its tags' secrets under; that one, or one that is made, where there is none. */
export function readSecretKey(folder: string, made = newSecretKey()): Buffer {
  const file = join(folder, SECRET_KEY_FILE);
  try {
    // Of two that start at once, both read what the first one wrote.
    writeFileSync(file, `${made.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = keyIn(readFileSync(file, 'utf8'));
  if (key) return key;
  throw new Error(
    `${file} holds no key: put the file of your backup there, or remove it and make the tags' secrets again`,
  );
}

/** The same; undefined where there is none. */
export const secretKeyIn = (folder: string): Buffer | undefined =>
  existsSync(join(folder, SECRET_KEY_FILE)) ? readSecretKey(folder) : undefined;

/** The key in a file that the owner names; undefined where he names none. */
export function readSecretKeyFile(file: Given): Buffer | undefined {
  if (!file.value) return undefined;
  const key = keyIn(readText(file));
  if (key) return key;
  throw new BadOption(
    `${file.name}: ${file.value} holds no key; make one with "openssl rand -hex ${SECRET_KEY_BYTES}"`,
  );
}

export const newSecretKey = (): Buffer => randomBytes(SECRET_KEY_BYTES);

function keyIn(text: string): Buffer | undefined {
  const isKey = new RegExp(`^\\s*[0-9a-f]{${2 * SECRET_KEY_BYTES}}\\s*$`, 'i').test(text);
  return isKey ? Buffer.from(text.trim(), 'hex') : undefined;
}
