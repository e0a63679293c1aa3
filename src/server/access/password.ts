import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '../http/random.ts';

/** What scrypt takes of time and memory: N · r · p, and 128 · N · r bytes. */
export interface PasswordCost {
  N: number;
  r: number;
  p: number;
}

/** OWASP's choice for 32 MiB. */
export const PASSWORD_COST: Readonly<PasswordCost> = { N: 2 ** 15, r: 8, p: 3 };
const LENGTH = 32;

/** The hash as `scrypt$N$r$p$salt$key`, so that a later cost can stand beside it. */
export async function hashPassword(
  password: string,
  { random, passwordCost = PASSWORD_COST }: { random: Random; passwordCost?: PasswordCost },
): Promise<string> {
  const salt = random.bytes(16);
  const key = await derive(password, salt, passwordCost);
  const { N, r, p } = passwordCost;
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/**
 * Whether that is the password.
 * @param hash undefined for nobody's password, which takes as long to refuse
 */
export async function isPassword(
  password: string,
  hash: string | undefined,
  { N, r, p } = PASSWORD_COST,
): Promise<boolean> {
  const text = hash ?? `scrypt$${N}$${r}$${p}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`;
  const [, n, blocks, parallel, salt = '', key = ''] = text.split('$');
  const cost = { N: Number(n), r: Number(blocks), p: Number(parallel) };
  const expected = Buffer.from(key, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(found, expected) && hash !== undefined;
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N! * cost.r! };
  return new Promise((resolve, reject) => {
    // One form for the letters that keyboards compose differently.
    scrypt(password.normalize('NFKC'), salt, LENGTH, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
