// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { eventItem } from '../../../src/ui/console/eventItem.ts';
import type { LiveEvent } from '../../../src/ui/console/liveEvent.ts';
import { readWhole } from '../../../src/ui/console/readWhole.ts';

const head: LiveEvent = {
  messageId: 'm&1',
  type: 'track',
  event: 'Big',
  timestamp: '2026-11-21T10:20:30Z',
  whole: '//evil.example/events',
};

const open = (item: HTMLElement) => item.querySelector('details')!.dispatchEvent(new Event('toggle'));

it('of a large event fetches all of it when it is opened, once', async () => {
  const read = vi.fn(async () => ({ ...head, properties: { text: 'all of it' } }));
  const item = eventItem(head, read);
  expect(item.querySelector('[data-field=name]')!.textContent).toBe('Big');
  expect(read).not.toHaveBeenCalled();
  open(item);
  await vi.waitFor(() => expect(item.querySelector('.tree')).not.toBeNull());
  open(item);
  expect(item.querySelector('.tree')!.textContent).toContain('all of it');
  expect(item.querySelectorAll('details > .tree')).toHaveLength(1);
  expect(read).toHaveBeenCalledTimes(1);
});

it('says so where it can not be fetched, and shows what is there', async () => {
  const item = eventItem(head, async () => {
    throw new Error('gone');
  });
  open(item);
  await vi.waitFor(() => expect(item.querySelector('.tree')).not.toBeNull());
  expect(item.querySelector('.hint')!.textContent).toContain('gone');
});

it('of any other event shows what is there', () => {
  const { whole: _, ...event } = head;
  const read = vi.fn();
  const item = eventItem(event, read);
  open(item);
  expect(item.querySelector('.tree')!.textContent).toContain('Big');
  expect(read).not.toHaveBeenCalled();
});

it('asks this collector alone, whatever the event says', async () => {
  const fetched = vi.fn(async () => Response.json({ events: [head], next: null }));
  vi.stubGlobal('fetch', fetched);
  await readWhole(head, { token: 'tgp_x', writeKey: 'k1' });
  expect(fetched).toHaveBeenCalledWith('/events?writeKey=k1&messageId=m%261', expect.anything());
  vi.unstubAllGlobals();
});
