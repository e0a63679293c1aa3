import { EventEmitter, once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { AWAY, type Destination, page, type Visit } from './page.ts';

/** The customer's site: a page for each visit, and one without the tag to go away to. */
export class Site {
  readonly handle: RequestListener;
  readonly #shown = new EventEmitter();
  readonly #destination: () => Destination;
  readonly #agent = new EventEmitter();
  /** The text and the answer of the page's request for what to do. */
  #asking: Promise<[text: string, response: ServerResponse]> | undefined;
  #visitId = '';
  #visit: Visit | undefined;

  constructor(destination: () => Destination) {
    this.#destination = destination;
    this.handle = (request, response) => {
      if (request.url === '/next') {
        text(request).then(
          told => this.#agent.emit('asks', told, response),
          () => {},
        );
        return;
      }
      if (request.url === '/shown') this.#shown.emit('shown');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
      response.end(request.url === '/visit' ? this.#page() : AWAY);
    };
  }

  /** What the next page is to be; loaded again, it is the one without the tag, which could help no event. */
  expect(visitId: string, visit: Visit): void {
    this.#visitId = visitId;
    this.#visit = visit;
    this.#agent.removeAllListeners();
    this.#asking = this.#asks();
  }

  /** Resolves when the page without the tag is next shown. */
  async shown(): Promise<void> {
    await once(this.#shown, 'shown');
  }

  /** Has the page run the body of an async function; gives what it returned. */
  readonly ask = async (body: string): Promise<unknown> => {
    const [, response] = await this.#asking!;
    this.#asking = this.#asks();
    response.end(body);
    const { value, error } = JSON.parse((await this.#asking)[0]);
    if (error) throw new Error(error);
    return value;
  };

  #asks(): Promise<[text: string, response: ServerResponse]> {
    return once(this.#agent, 'asks') as Promise<never>;
  }

  #page(): string {
    const visit = this.#visit;
    this.#visit = undefined;
    return visit ? page(this.#visitId, visit, this.#destination()) : AWAY;
  }
}
