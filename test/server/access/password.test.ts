import { expect, it } from 'vitest';
import { hashPassword, isPassword } from '../../../src/server/access/password.ts';
import { random } from '../../../src/server/http/random.ts';
import { CHEAP } from '../../support/collector.ts';

it('is hashed at the cost that OWASP asks for, unless a test says less', async () => {
  const hash = await hashPassword('correct horse', { random });
  expect(hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await isPassword('correct horse', hash)).toBe(true);
});

it('is known by a hash of any cost, so that a later one can stand beside it', async () => {
  const hash = await hashPassword('correct horse', { random, passwordCost: CHEAP });
  expect(hash).toMatch(/^scrypt\$16\$1\$1\$/);
  expect(await isPassword('correct horse', hash)).toBe(true);
  expect(await isPassword('correct horsf', hash)).toBe(false);
  expect(await isPassword('', undefined, CHEAP)).toBe(false);
});

it('takes as long to refuse where there is no such user', async () => {
  const hash = await hashPassword('correct horse', { random });
  const cpuOf = async (known: string | undefined) => {
    const before = process.cpuUsage();
    expect(await isPassword('wrong horse', known)).toBe(false);
    return process.cpuUsage(before).user;
  };
  const [someone, nobody] = [await cpuOf(hash), await cpuOf(undefined)];
  expect(nobody).toBeGreaterThan(someone / 2);
});
