import { expect, it } from 'vitest';
import { eventFrame } from '../../../src/server/http/eventFrame.ts';
import { serverEvents } from '../../../src/ui/console/serverEvents.ts';

/** What a reader makes of frames. */
async function read(text: string): Promise<string[]> {
  const all: string[] = [];
  for await (const data of serverEvents(new Blob([text]).stream())) all.push(data);
  return all;
}

it('is an id and data', () => {
  expect(eventFrame('m1', '{"a":1}')).toBe('id: m1\ndata: {"a":1}\n\n');
});

it.each(['\n', '\r', '\r\n', '\n\n', '\u0000'])('is one frame, whatever its texts hold: %j', async end => {
  const frame = eventFrame(`m${end}data: forged${end}`, `a${end}id: forged${end}${end}data: forged`);
  expect(frame).not.toMatch(/^id|\r/m);
  const [data, ...more] = await read(`${frame}${eventFrame('m2', 'b')}`);
  expect(more).toEqual(['b']);
  expect(data!.replaceAll(/\r\n|\r/g, '\n')).toContain('data: forged');
});
