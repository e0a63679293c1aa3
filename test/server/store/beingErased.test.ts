import { expect, it } from 'vitest';
import { BeingErased } from '../../../src/server/store/beingErased.ts';

/** A removal that goes on until it is told to end. */
function removal(of: BeingErased, ids: string[]) {
  let end = () => {};
  const done = of.while(ids, () => new Promise<void>(resolve => (end = resolve)));
  return () => {
    end();
    return done;
  };
}

it('has what is removed until the last of those who remove it is through', async () => {
  const erased = new BeingErased();
  const [endTag, endAccount] = [removal(erased, ['tag']), removal(erased, ['account', 'tag'])];
  await endTag();
  expect([erased.has('tag'), erased.has('account'), erased.has('other')]).toEqual([true, true, false]);
  await endAccount();
  expect([erased.has('tag'), erased.has('account')]).toEqual([false, false]);
});

it('has it no more once its removal failed', async () => {
  const erased = new BeingErased();
  await expect(erased.while(['tag'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(erased.has('tag')).toBe(false);
});
