// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { eventItem } from '../../../src/ui/console/eventItem.ts';
import type { EventWay } from '../../../src/ui/console/eventWay.ts';
import type { LiveEvent } from '../../../src/ui/console/liveEvent.ts';
import { readWhole } from '../../../src/ui/console/readWhole.ts';

const head: LiveEvent = {
  messageId: 'm&1',
  type: 'track',
  event: 'Big',
  timestamp: '2026-11-21T10:20:30Z',
  whole: '//evil.example/events',
};

const way: EventWay = {
  received_at: '2026-11-21T10:20:31Z',
  happened_at: '2026-11-21T10:20:30Z',
  late_ms: 1000,
  clamped: false,
  bytes: 1234,
  event: 'Big',
  counted: null,
  conversions: [],
};
const readWay = async () => way;
const onVisitor = vi.fn();
const looking = (read: (event: LiveEvent) => Promise<LiveEvent>) => ({ readWhole: read, readWay, onVisitor });

const open = (item: HTMLElement) => item.querySelector('details')!.dispatchEvent(new Event('toggle'));

it('of a large event fetches all of it when it is opened, once', async () => {
  const read = vi.fn(async () => ({ ...head, properties: { text: 'all of it' } }));
  const item = eventItem(head, looking(read));
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
  const item = eventItem(
    head,
    looking(async () => {
      throw new Error('gone');
    }),
  );
  open(item);
  await vi.waitFor(() => expect(item.querySelector('.tree')).not.toBeNull());
  expect(item.querySelector('details > .hint')!.textContent).toContain('gone');
});

it('of any other event shows what is there', () => {
  const { whole: _, ...event } = head;
  const read = vi.fn();
  const item = eventItem(event, looking(read));
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

it('says what became of it, or why that is not known', async () => {
  const item = eventItem(
    head,
    looking(async () => head),
  );
  open(item);
  await vi.waitFor(() => expect(item.querySelector('.way')!.textContent).toContain('1,234 bytes'));
  const gone = { ...looking(async () => head), readWay: () => Promise.reject(new Error('it is gone')) };
  const other = eventItem(head, gone);
  open(other);
  await vi.waitFor(() => expect(other.querySelector('.become')!.textContent).toContain('it is gone'));
});

it.each([
  [
    { anonymousId: 'a<1>', userId: 'u1' },
    { by: 'anonymousId', id: 'a<1>' },
  ],
  [{ userId: 'u1' }, { by: 'userId', id: 'u1' }],
])('leads to the visitor of %j', (ids, visitor) => {
  const item = eventItem(
    { ...head, ...ids },
    looking(async () => head),
  );
  const click = new MouseEvent('click', { cancelable: true });
  item.querySelector('[data-field=visitor]')!.dispatchEvent(click);
  expect(click.defaultPrevented).toBe(true);
  expect(onVisitor).toHaveBeenLastCalledWith(visitor);
  onVisitor.mockClear();
  open(item);
  item.querySelector('button')!.click();
  expect(onVisitor).toHaveBeenLastCalledWith(visitor);
});
