import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { ADMIN } from './collector.ts';

/** Opens a stream; `until` reads on until the text holds something. */
export async function openStream(origin: string, query = '', token = ADMIN) {
  const sent = request(`${origin}/events/stream${query}`, {
    headers: { authorization: `Bearer ${token}` },
  }).end();
  onTestFinished(() => void sent.destroy());
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  let text = '';
  response.on('data', part => {
    text += part;
  });
  return {
    response,
    text: () => text,
    until: async (part: string) => {
      while (!text.includes(part)) await once(response, 'data');
    },
  };
}
