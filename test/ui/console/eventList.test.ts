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
const readWhole = async (event: LiveEvent): Promise<LiveEvent> => ({ ...event, text: 'all of it' });

beforeEach(() => {
  vi.useFakeTimers();
  list = document.createElement('ol');
  return () => vi.useRealTimers();
});

it('has the newest on top, and each once', () => {
  const { add } = eventList(list, onChange, readWhole);
  add(events(1, 4));
  vi.runAllTimers();
  add(events(2, 6));
  vi.runAllTimers();
  expect(shown()).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
  expect(onChange).toHaveBeenLastCalledWith(5);
});

it.each([1, 1000])('keeps no more than it shows, %i at a time', size => {
  const { add } = eventList(list, onChange, readWhole);
  for (let from = 0; from < 1000; from += size) add(events(from, from + size));
  vi.runAllTimers();
  add([event(1000)]);
  vi.runAllTimers();
  expect(shown()).toHaveLength(MAX_EVENTS);
  expect([shown()[0], shown().at(-1)]).toEqual(['m1000', `m${1001 - MAX_EVENTS}`]);
});

it('is one change of the page for a burst', () => {
  const { add } = eventList(list, onChange.mockClear(), readWhole);
  for (const each of events(0, 50)) add([each]);
  vi.runAllTimers();
  expect(onChange).toHaveBeenCalledOnce();
});

it('forgets what waits when another tag is chosen', () => {
  const { add, clear } = eventList(list, onChange, readWhole);
  add([event(1)]);
  clear();
  vi.runAllTimers();
  expect(shown()).toEqual([]);
});

it('builds the tree of an event when it is opened', () => {
  const { add } = eventList(list, onChange, readWhole);
  add([{ ...event(1), properties: { name: '<b>' } }]);
  vi.runAllTimers();
  expect(list.querySelector('.tree')).toBeNull();
  list.querySelector('details')!.dispatchEvent(new Event('toggle'));
  expect(list.querySelector('.tree .tree')!.textContent).toBe('name <b>');
});
