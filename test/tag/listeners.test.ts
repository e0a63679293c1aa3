import { expect, test, vi } from 'vitest';
import { listen, tell } from '../../src/tag/listeners.ts';
import { warnings } from './support/page.ts';

const call = { 0: 'on', t: 0, u: '', d: '', r: '' };
const outcome = { status: 'sent', messageId: 'm' } as const;

test('tells those who listen to a name, then the callback, and no others', () => {
  const told: string[] = [];
  listen(call, 'sent', () => told.push('first'));
  listen(call, 'fail', () => told.push('other'));
  listen(call, 'sent', () => told.push('second'));
  tell('sent', outcome, () => told.push('callback'));
  expect(told).toEqual(['first', 'second', 'callback']);
});

test('what a listener throws is warned of and stops no other', () => {
  const after = vi.fn();
  listen(call, 'skip', () => {
    throw new Error('mine');
  });
  tell('skip', { ...outcome, status: 'skip' }, after);
  expect(after).toHaveBeenCalledOnce();
  expect(warnings.join()).toMatch(/tgp.*mine/);
});
