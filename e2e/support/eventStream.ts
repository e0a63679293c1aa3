import type { StoredEvent } from './storedEvent.ts';

/** A stored event, or the head of a large one with the address of all of it. */
type Told = StoredEvent & { whole?: string };

/** Follows a stream of server-sent events; each `next` is the next stored event. */
export class EventStream {
  readonly #abort = new AbortController();
  #events!: AsyncGenerator<Told, undefined>;
  #whole!: (path: string) => Promise<StoredEvent>;

  static async open(url: string, headers: Record<string, string>): Promise<EventStream> {
    const stream = new EventStream();
    const response = await fetch(url, { headers, signal: stream.#abort.signal });
    if (!response.ok || !response.body)
      throw new Error(`GET ${url} answered ${response.status}: ${await response.text()}`);
    stream.#events = read(response);
    stream.#whole = async path => {
      const { events } = (await (await fetch(new URL(path, url), { headers })).json()) as {
        events: [StoredEvent];
      };
      return events[0];
    };
    return stream;
  }

  async next(): Promise<StoredEvent> {
    const { value } = await this.#events.next();
    if (!value) throw new Error('the collector ended its event stream');
    return value.whole ? this.#whole(value.whole) : value;
  }

  close(): void {
    this.#abort.abort();
  }
}

// The response itself, not its body: collected as garbage, it would take its body with it.
async function* read(response: Response): AsyncGenerator<Told, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      // Not by a multiline pattern: an event may hold other line ends (U+2028).
      const data = message.split('\n').filter(line => line.startsWith('data:'));
      // A comment or an empty message only shows that the stream lives.
      if (data.length) yield JSON.parse(data.map(line => line.slice(5)).join('\n'));
    }
  }
}
