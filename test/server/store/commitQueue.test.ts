import { expect, it, onTestFinished, vi } from 'vitest';
import { CommitQueue } from '../../../src/server/store/commitQueue.ts';
import { NotStored } from '../../../src/server/store/errors.ts';

const MB = 1024 * 1024;

it('commits together what came in one turn, and what came meanwhile as soon as that is done', async () => {
  const batches: number[][] = [];
  let release = () => {};
  const queue = new CommitQueue<number, number>(items => {
    batches.push(items);
    const results = items.map(item => item * 10);
    return batches.length > 1 ? results : new Promise(resolve => (release = () => resolve(results)));
  }, 100);
  const first = [queue.add(1), queue.add(2)];
  while (batches.length === 0) await new Promise(setImmediate);
  const second = [queue.add(3), queue.add(4)];
  expect(queue.length).toBe(2);
  release();
  expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(queue.lastCommitMs).toBeGreaterThan(0);
});

it('waits for no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const queue = new CommitQueue<number, number>(items => items, 2);
  expect(await queue.add(1)).toBe(1);
});

it('takes at most a thousand into one commit', async () => {
  const sizes: number[] = [];
  const queue = new CommitQueue<number, number>(items => {
    sizes.push(items.length);
    return items;
  }, 5000);
  const items = Array.from({ length: 2500 }, (_, at) => at);
  expect(await Promise.all(items.map(item => queue.add(item)))).toEqual(items);
  expect(sizes).toEqual([1000, 1000, 500]);
});

it('tells every waiting one of a failed commit, and goes on', async () => {
  let isFull = true;
  const queue = new CommitQueue<number, number>(items => {
    if (isFull) throw new Error('disk is full');
    return items;
  }, 100);
  const failed = await Promise.allSettled([queue.add(1), queue.add(2)]);
  for (const each of failed) {
    expect(each).toMatchObject({ status: 'rejected', reason: { message: 'disk is full' } });
    expect((each as PromiseRejectedResult).reason).toBeInstanceOf(NotStored);
  }
  isFull = false;
  expect(await queue.add(3)).toBe(3);
});

it('refuses the ones alone that a commit leaves out', async () => {
  const refused = new NotStored('it is odd');
  const queue = new CommitQueue<number, number>(
    items => items.map(item => (item % 2 ? refused : item * 10)),
    100,
  );
  const settled = await Promise.allSettled([queue.add(1), queue.add(2), queue.add(3)]);
  expect(settled).toMatchObject([{ reason: refused }, { value: 20 }, { reason: refused }]);
  expect(queue).toMatchObject({ failures: 0, times: { count: 1 } });
  await expect(queue.add(5)).rejects.toBe(refused);
  expect(queue).toMatchObject({ failures: 1, times: { count: 1 } });
});

it('refuses what is past its limit, and takes more once there is room', async () => {
  const queue = new CommitQueue<number, number>(items => items, 2);
  const waiting = [queue.add(1), queue.add(2)];
  await expect(queue.add(3)).rejects.toThrow(NotStored);
  await Promise.all(waiting);
  expect(await queue.add(4)).toBe(4);
});

it('refuses what is past its size, large ones first, and takes no more than fits into one commit', async () => {
  const batches: number[][] = [];
  const queue = new CommitQueue<number, number>(
    items => {
      batches.push(items);
      return items;
    },
    100,
    8 * MB,
  );
  const large = [1, 2, 3].map(item => queue.add(item, MB / 2));
  const past = [4, 5, 6, 7, 8, 9, 10].map(item => queue.add(item, MB / 2).catch(error => error));
  const small = queue.add(11, 1000);
  expect(await Promise.all(large)).toEqual([1, 2, 3]);
  expect((await Promise.all(past)).slice(-1)[0]).toBeInstanceOf(NotStored);
  expect(await small).toBe(11);
  expect(Math.max(...batches.map(({ length }) => length))).toBe(4);
  expect(await queue.add(12, MB / 2)).toBe(12);
});

it('takes into one commit what several turns of the event loop bring', async () => {
  const batches: number[][] = [];
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  const queue = new CommitQueue<number, number>(items => {
    // As long as a disk may take: so long the next one may be gathered for.
    now += 50;
    batches.push(items);
    return items;
  }, 100);
  await queue.add(0);
  const added: Promise<number>[] = [];
  for (let item = 1; item <= 10; item++) {
    added.push(queue.add(item));
    await new Promise(setImmediate);
  }
  await Promise.all(added);
  expect(batches).toEqual([[0], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
});

it('is drained when nothing waits, failed or not', async () => {
  const done: number[] = [];
  const queue = new CommitQueue<number, number>(items => {
    if (items.includes(1)) throw new Error('no');
    done.push(...items);
    return items;
  }, 100);
  await queue.drained();
  queue.add(1).catch(() => {});
  await queue.drained();
  void queue.add(2);
  await queue.drained();
  expect(done).toEqual([2]);
});
