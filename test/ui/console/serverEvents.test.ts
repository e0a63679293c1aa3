import { expect, it, vi } from 'vitest';
import { serverEvents } from '../../../src/ui/console/serverEvents.ts';

const stream = (...chunks: Uint8Array<ArrayBuffer>[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
const bytes = (text: string) => new TextEncoder().encode(text);

async function all(body: ReadableStream<Uint8Array<ArrayBuffer>>, onChunk?: () => void): Promise<string[]> {
  const events: string[] = [];
  for await (const event of serverEvents(body, { onChunk })) events.push(event);
  return events;
}

it('gives the data of each event, and none for a comment', async () => {
  const text = ': open\n\nid: 1\ndata: {"a":1}\n\n: alive\n\ndata:two\ndata:  lines\n\n';
  expect(await all(stream(bytes(text)))).toEqual(['{"a":1}', 'two\n lines']);
});

it('reads the same however the bytes are cut', async () => {
  const whole = bytes('data: é🎉\n\n: alive\n\ndata: b\n\n');
  for (let cut = 0; cut <= whole.length; cut++)
    expect(await all(stream(whole.slice(0, cut), whole.slice(cut)))).toEqual(['é🎉', 'b']);
});

it('leaves out an event that is not whole', async () => {
  expect(await all(stream(bytes('data: a\n\ndata: b')))).toEqual(['a']);
});

it('tells of each chunk, so that silence is noticed', async () => {
  const onChunk = vi.fn();
  await all(stream(bytes(': alive\n\n'), bytes(': alive\n\n')), onChunk);
  expect(onChunk).toHaveBeenCalledTimes(2);
});

it('lets go of the connection when its reader has enough', async () => {
  const cancel = vi.fn();
  const body = new ReadableStream({ start: it => it.enqueue(bytes('data: a\n\n')), cancel });
  for await (const _ of serverEvents(body)) break;
  expect(cancel).toHaveBeenCalled();
});

it('keeps those with a name of their own apart', async () => {
  const named: string[][] = [];
  const body = stream(bytes('data: a\n\nevent: refusal\ndata: b\ndata: c\n\ndata: d\n\nevent: empty\n\n'));
  const plain: string[] = [];
  for await (const text of serverEvents(body, { onNamed: (...each) => named.push(each) })) plain.push(text);
  expect([plain, named]).toEqual([['a', 'd'], [['refusal', 'b\nc']]]);
});
