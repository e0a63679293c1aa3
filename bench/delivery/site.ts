import { EventEmitter, once } from 'node:events';
import type { RequestListener } from 'node:http';
import { AWAY, type Destination, page, type Visit } from './page.ts';

/** The customer's site: a page for each visit, and one without the tag to go away to. */
export class Site {
  readonly handle: RequestListener;
  readonly #shown = new EventEmitter();
  readonly #destination: () => Destination;
  #visitId = '';
  #visit: Visit | undefined;

  constructor(destination: () => Destination) {
    this.#destination = destination;
    this.handle = (request, response) => {
      if (request.url === '/shown') this.#shown.emit('shown');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
      response.end(request.url === '/visit' ? this.#page() : AWAY);
    };
  }

  /** What the next page is to be; loaded again, it is the one without the tag, which could help no event. */
  expect(visitId: string, visit: Visit): void {
    this.#visitId = visitId;
    this.#visit = visit;
  }

  /** Resolves when the page without the tag is next shown. */
  async shown(): Promise<void> {
    await once(this.#shown, 'shown');
  }

  #page(): string {
    const visit = this.#visit;
    this.#visit = undefined;
    return visit ? page(this.#visitId, visit, this.#destination()) : AWAY;
  }
}
