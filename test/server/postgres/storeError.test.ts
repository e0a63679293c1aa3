import { expect, it } from 'vitest';
import { storeError } from '../../../src/server/postgres/storeError.ts';
import { Away } from '../../../src/server/store/errors.ts';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
it.each([
  ['55000', 'the store is not ready'],
  ['55006', 'the store is not ready'],
  ['55P03', 'the store was busy with the same account'],
  ['57P01', 'the store is stopped'],
  ['57P02', 'the store is stopped'],
  ['57P03', 'the store is stopped'],
  ['57P04', 'the store has no such database'],
  ['57P05', 'the store was interrupted'],
  ['57014', 'the store took too long'],
  ['25P03', 'the store was interrupted'],
  ['25P04', 'the store took too long'],
  ['26000', 'the store was interrupted'],
  ['40P01', 'the store was busy with the same account'],
])('%s: %s', (code, words) => {
  const known = storeError(Object.assign(new Error("the server's own words"), { code })) as Error;
  expect([known instanceof Away, known.message]).toEqual([true, words]);
});

it('is nothing of the contract where the statement is at fault', () => {
  const error = Object.assign(new Error('no such feature'), { code: '0A000', routine: 'transformStmt' });
  expect(storeError(error)).toBe(error);
});
