import { expect, test } from 'vitest';
import { recent } from '../../../src/server/visits/recent.ts';

test('remembers so many, and forgets the one that was asked for least lately', () => {
  const asked: string[] = [];
  const read = recent(text => asked.push(text), 2);
  for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) read(text);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

test('knows a text again that is no whole one, and gives what is nothing', () => {
  let times = 0;
  const read = recent(() => void times++, 2);
  for (const text of ['\ud800', '', '']) expect(read(text)).toBeUndefined();
  expect(times).toBe(2);
});
