import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Streams } from '../../../../src/server/api/collector/streams.ts';
import type { StoredEvent } from '../../../../src/server/store/event.ts';

const MB = 1024 * 1024;

const event = (messageId: string, fields = {}): StoredEvent => ({
  writeKey: 'k1',
  messageId,
  type: 'track',
  event: 'E',
  anonymousId: 'a',
  userId: '',
  receivedAt: 0,
  time: 0,
  clamped: false,
  fields,
});

/** A stream for which so many bytes wait. */
function stream(waiting = 0) {
  const emitter = Object.assign(new EventEmitter(), {
    writableLength: waiting,
    writableEnded: false,
    written: [] as Buffer[],
    isCut: false,
    write: (bytes: Buffer) => emitter.written.push(bytes),
    end: () => {},
    destroy() {
      emitter.isCut = true;
      emitter.emit('close');
    },
  });
  return emitter;
}

function opened(...streams: ReturnType<typeof stream>[]): Streams {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const all = new Streams();
  for (const each of streams)
    all.add(each as unknown as ServerResponse, { accounts: '*', writeKey: undefined });
  return all;
}

it('writes an event once for all streams, and those of a moment together', () => {
  const streams = Array.from({ length: 50 }, () => stream());
  const all = opened(...streams);
  let read = 0;
  const fields = {
    get a() {
      read++;
      return 'x';
    },
  };
  all.pass(event('m1', fields), 'acme');
  all.pass(event('m2'), 'acme');
  const once = read;
  expect(once).toBeLessThan(5);
  vi.runAllTimers();
  expect(read).toBe(once);
  const [first] = streams;
  expect(first!.written).toHaveLength(1);
  expect(first!.written[0]!.toString()).toMatch(/^id: m1\ndata: .*\n\nid: m2\ndata: .*\n\n$/);
  for (const { written } of streams) expect(written[0]).toBe(first!.written[0]);
});

it('cuts off a stream for which too much waits, and no other', () => {
  const streams = [stream(MB + 1), stream(MB), stream()];
  const all = opened(...streams);
  all.pass(event('m1'), 'acme');
  vi.runAllTimers();
  expect(streams.map(({ isCut }) => isCut)).toEqual([true, false, false]);
});

it('cuts off those for which most waits, where too much waits for all together', () => {
  const streams = Array.from({ length: 40 }, (_, at) => stream(0.25 * MB + at));
  const all = opened(...streams, stream());
  all.pass(event('m1'), 'acme');
  vi.runAllTimers();
  const cut = streams.filter(({ isCut }) => isCut);
  expect(cut).toEqual(streams.slice(-cut.length));
  expect(cut.length).toBeGreaterThan(5);
  expect(cut.length).toBeLessThan(15);
  all.pass(event('m2'), 'acme');
  vi.runAllTimers();
  expect(streams.filter(({ isCut }) => isCut)).toHaveLength(cut.length);
});
