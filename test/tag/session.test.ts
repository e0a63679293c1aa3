import { expect, test, vi } from 'vitest';
import { beacons, cookies, KEY, last, loadScript, queuedCall, start, stub } from './support/page.ts';

const at = (minutes: number) => vi.setSystemTime(Date.UTC(2026, 0, 1) + minutes * 60_000);
const session = () => ({ id: last().fields.context.sessionId, start: last().fields.context.sessionStart });

test('lasts until 30 minutes pass without an event; only its first event starts it', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at(0);
  const tgp = await start();
  tgp('track', 'a');
  expect(session()).toEqual({ id: `${Date.UTC(2026, 0, 1)}`, start: 'true' });
  for (const minutes of [29, 58]) {
    at(minutes);
    tgp('track', 'b');
    expect(session()).toEqual({ id: `${Date.UTC(2026, 0, 1)}`, start: undefined });
  }
  at(88);
  tgp('track', 'c');
  expect(session()).toEqual({ id: `${Date.UTC(2026, 0, 1, 1, 28)}`, start: 'true' });
});

test('goes on over page loads', async () => {
  (await start())('track', 'a');
  const { id } = session();
  Reflect.deleteProperty(globalThis, 'tgp');
  (await start())('track', 'b');
  expect(session()).toEqual({ id, start: undefined });
});

test('sessionMinutes sets its length', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at(0);
  const tgp = await start({ sessionMinutes: 5 });
  tgp('track', 'a');
  at(6);
  tgp('track', 'b');
  expect(session().start).toBe('true');
});

test('an event older than the last one is of the same session', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at(100);
  (await start())('track', 'a');
  const { id } = session();
  Reflect.deleteProperty(globalThis, 'tgp');
  vi.stubGlobal(
    'tgp',
    stub(queuedCall(['init', KEY]), queuedCall(['track', 'old'], { t: Date.UTC(2026, 0, 1, 1, 20) })),
  );
  const tgp = await loadScript('tgp');
  expect(session()).toEqual({ id, start: undefined });
  at(109);
  tgp('track', 'b');
  expect(session()).toEqual({ id, start: undefined });
});

test('a spoiled cookie starts a new one', async () => {
  (await start())('track', 'a');
  Reflect.deleteProperty(globalThis, 'tgp');
  for (const cookie of cookies.values()) cookie.value = '%E0%A4%A';
  localStorage.clear();
  (await start())('track', 'b');
  expect(session().start).toBe('true');
  expect(beacons).toHaveLength(2);
});

test.each([
  ['NaN', Number.NaN, 30],
  ['negative', -5, 30],
  ['0', 0, 30],
  ['a word', 'half an hour', 30],
  ['an object', {}, 30],
  ['a number as a text', '5', 5],
])('sessionMinutes that is %s', async (_, sessionMinutes, minutes) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at(0);
  const tgp = await start({ sessionMinutes });
  tgp('track', 'a');
  at(minutes - 1);
  tgp('track', 'b');
  expect(session().start).toBeUndefined();
  at(2 * minutes);
  tgp('track', 'c');
  expect(session().start).toBe('true');
});
