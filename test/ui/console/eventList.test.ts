// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { eventList } from '../../../src/ui/console/eventList.ts';
import { MAX_EVENTS } from '../../../src/ui/console/followEvents.ts';
import type { LiveEvent } from '../../../src/ui/console/liveEvent.ts';

const event = (id: number): LiveEvent => ({
  messageId: `m${id}`,
  type: 'track',
  event: `event ${id}`,
  timestamp: '2026-11-21T10:20:30Z',
});
const events = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => event(from + i));
const shown = () => [...list.children].map(item => (item as HTMLElement).dataset.messageId);

let list: HTMLElement;
const onChange = vi.fn();
const looking = {
  readWhole: async (event: LiveEvent): Promise<LiveEvent> => ({ ...event, text: 'all of it' }),
  readWay: () => new Promise<never>(() => {}),
  onVisitor: () => {},
};

beforeEach(() => {
  vi.useFakeTimers();
  list = document.createElement('ol');
  return () => vi.useRealTimers();
});

it('has the newest on top, and each once', () => {
  const { add } = eventList(list, onChange, looking);
  add(events(1, 4));
  vi.runAllTimers();
  add(events(2, 6));
  vi.runAllTimers();
  expect(shown()).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
  expect(onChange).toHaveBeenLastCalledWith({ all: 5, shown: 5, waiting: 0 });
});

it.each([1, 1000])('keeps no more than it shows, %i at a time', size => {
  const { add } = eventList(list, onChange, looking);
  for (let from = 0; from < 1000; from += size) add(events(from, from + size));
  vi.runAllTimers();
  add([event(1000)]);
  vi.runAllTimers();
  expect(shown()).toHaveLength(MAX_EVENTS);
  expect([shown()[0], shown().at(-1)]).toEqual(['m1000', `m${1001 - MAX_EVENTS}`]);
});

it('is one change of the page for a burst', () => {
  const { add } = eventList(list, onChange.mockClear(), looking);
  for (const each of events(0, 50)) add([each]);
  vi.runAllTimers();
  expect(onChange).toHaveBeenCalledOnce();
});

it('forgets what waits when another tag is chosen', () => {
  const { add, clear } = eventList(list, onChange, looking);
  add([event(1)]);
  clear();
  vi.runAllTimers();
  expect(shown()).toEqual([]);
});

it('builds the tree of an event when it is opened', () => {
  const { add } = eventList(list, onChange, looking);
  add([{ ...event(1), properties: { name: '<b>' } }]);
  vi.runAllTimers();
  expect(list.querySelector('.tree')).toBeNull();
  list.querySelector('details')!.dispatchEvent(new Event('toggle'));
  expect(list.querySelector('.tree .tree')!.textContent).toBe('name <b>');
});

const of = (id: number, anonymousId: string): LiveEvent => ({ ...event(id), anonymousId });

it('adds nothing while it is paused, says how many wait, and then has them all', () => {
  const { add, pause } = eventList(list, onChange, looking);
  add(events(0, 2));
  vi.runAllTimers();
  pause(true);
  add(events(1, 3));
  add(events(3, 700));
  vi.runAllTimers();
  expect(shown()).toEqual(['m1', 'm0']);
  expect(onChange).toHaveBeenLastCalledWith({ all: 2, shown: 2, waiting: 698 });
  pause(false);
  expect(shown()).toHaveLength(MAX_EVENTS);
  expect(shown()[0]).toBe('m699');
  expect(onChange).toHaveBeenLastCalledWith({ all: MAX_EVENTS, shown: MAX_EVENTS, waiting: 0 });
});

it('shows those that have a text, also of what comes later', () => {
  const { add, filter } = eventList(list, onChange, looking);
  add([event(1), { ...event(2), properties: { sku: 'GR-40' } }]);
  vi.runAllTimers();
  filter(' gr-40 ');
  add([{ ...event(3), event: 'bought GR-40' }, event(4)]);
  vi.runAllTimers();
  const seen = () =>
    [...list.children]
      .filter(item => !(item as HTMLElement).hidden)
      .map(item => (item as HTMLElement).dataset.messageId);
  expect(seen()).toEqual(['m3', 'm2']);
  expect(onChange).toHaveBeenLastCalledWith({ all: 4, shown: 2, waiting: 0 });
  filter('');
  expect(seen()).toHaveLength(4);
});

it('shows one visitor, what came while his were fetched on top, and everybody again', () => {
  const { add, follow, replace } = eventList(list, onChange, looking);
  add([of(1, 'a'), of(2, 'b')]);
  vi.runAllTimers();
  follow({ by: 'anonymousId', id: 'a' });
  add([of(4, 'b'), of(5, 'a')]);
  vi.runAllTimers();
  expect(shown()).toEqual(['m2', 'm1']);
  replace([of(0, 'a'), of(1, 'a')]);
  vi.runAllTimers();
  expect(shown()).toEqual(['m5', 'm1', 'm0']);
  add([of(6, 'b'), of(7, 'a')]);
  vi.runAllTimers();
  expect(shown()[0]).toBe('m7');
  follow(null);
  replace([of(6, 'b'), of(7, 'a')]);
  add([of(8, 'b')]);
  vi.runAllTimers();
  expect(shown()).toEqual(['m8', 'm7', 'm6']);
});
