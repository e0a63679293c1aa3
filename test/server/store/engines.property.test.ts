import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryStore } from '../../../src/server/memory/memoryStore.ts';
import { SqliteStore } from '../../../src/server/sqlite/sqliteStore.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addAccounts, pixel } from './promises/rows.ts';
import { look } from './support/look.ts';
import { type Step, step } from './support/steps.ts';

const sample = fc.record({
  steps: fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
  creditsPerCommit: fc.constantFrom(0, 1, 100),
});

/** What a step comes to; of an error its kind alone: where two fields are taken, either may be named. */
const outcome = (store: Store, asked: Step) =>
  asked.run(store).then(
    value => ({ value }),
    (error: Error) => ({ error: error.constructor.name }),
  );

it('the engines answer the same, whatever is asked of them', { timeout: 240_000 }, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(sample, async ({ steps, creditsPerCommit }) => {
      const [one, other] = [new MemoryStore(), new SqliteStore(':memory:', { creditsPerCommit })];
      try {
        for (const store of [one, other]) {
          await addAccounts(store);
          await store.conversionPixels.add(pixel(1, { post_click_expire_mins: 60 }));
        }
        for (const each of steps) {
          const answer = await outcome(one, each);
          expect(answer).toEqual(await outcome(other, each));
          if ('error' in answer) seen.add(answer.error);
        }
        await other.settled();
        const shown = await look(one);
        expect(shown).toEqual(await look(other));
        for (const { attribution } of shown.conversions as { attribution: string }[]) seen.add(attribution);
      } finally {
        await one.close();
        await other.close();
      }
    }),
    { numRuns: 150 },
  );
  // A test in which nothing is refused or credited would prove little.
  expect([...seen].sort()).toEqual(['Exists', 'InUse', 'NoSuchRecord', 'click', 'unattributed', 'view']);
});
