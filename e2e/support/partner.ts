import { createServer } from 'node:https';
import { type OpenServer, openServer } from '../../test/support/openServer.ts';
import { makeCertificate } from './certificate.ts';

/** Below the name that playwright.config.ts has on this machine: a collector refuses piggybacks to its own host. */
const HOST = 'partner.shop.example';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

/** One request of a piggyback. */
export interface Fire {
  path: string;
  /** Everything after the `?`, as it came. */
  query: string;
  referer: string | undefined;
}

/** Another party's server, with TLS: images, and scripts (`*.js`) that put their path into the page's `partner`. */
export class Partner {
  origin = '';
  /** What was asked for, in the order of arrival. */
  readonly fires: Fire[] = [];
  #server!: OpenServer;

  private constructor() {}

  static async start(): Promise<Partner> {
    const partner = new Partner();
    partner.#server = await openServer(
      createServer(makeCertificate(HOST), (request, response) => {
        const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
        partner.fires.push({ path, query, referer: request.headers.referer });
        if (!path.endsWith('.js')) response.writeHead(200, { 'content-type': 'image/gif' }).end(GIF);
        else
          response
            .writeHead(200, { 'content-type': 'text/javascript' })
            .end(`(window.partner = window.partner || []).push(${JSON.stringify(path)})`);
      }),
    );
    partner.origin = `https://${HOST}:${partner.#server.port}`;
    return partner;
  }

  stop(): Promise<void> {
    return this.#server.close();
  }
}
