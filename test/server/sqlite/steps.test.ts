import { expect, it } from 'vitest';
import { steps } from '../../../src/server/sqlite/steps.ts';

it('tells for how long there has been something to do, until there is nothing', async () => {
  let left = 3;
  let seen = 0;
  const work = steps(
    () => left > 0,
    () => {
      left--;
      seen = work.dueMs();
    },
  );
  expect(work.dueMs()).toBe(0);
  work.start();
  await work.settled();
  expect(left).toBe(0);
  expect(seen).toBeGreaterThan(0);
  expect(work.dueMs()).toBe(0);
});

it('goes on telling where it failed, as there is still something to do', async () => {
  const work = steps(
    () => true,
    () => {
      throw new Error('no such table');
    },
  );
  work.start();
  await expect(work.settled()).rejects.toThrow('no such table');
  expect(work.dueMs()).toBeGreaterThan(0);
  work.stop();
});
