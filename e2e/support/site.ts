import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OpenServer, openServer } from '../../test/support/openServer.ts';

const PAGES = fileURLToPath(new URL('../pages', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The customer's web site: serves e2e/pages, each `{{name}}` in them replaced by the value of that name. */
export class Site {
  /** Where the pages are; same site as the collector, another origin. */
  origin = '';
  /** The same pages from what browsers take for another site. */
  crossOrigin = '';
  /** What `{{name}}` stands for. */
  values: Record<string, string> = {};
  /** More response headers, e.g. a Content-Security-Policy; a function of the path when pages differ. */
  headers: Record<string, string> | ((path: string) => Record<string, string>) = {};
  /** Pages of the test's own, by path, before those of e2e/pages. */
  pages = new Map<string, string>();
  /** The same, as they stand: their `{{name}}` is their own. */
  rawPages = new Map<string, string>();
  readonly #servers: OpenServer[] = [];

  readonly #waiting = new Map<string, () => void>();

  /** Resolves when a path is next asked for. */
  requested(path: string): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.set(path, resolve);
    });
  }

  static async start(): Promise<Site> {
    const site = new Site();
    const port = await site.#listen('127.0.0.1', 0);
    // Linux has all of 127.0.0.0/8; elsewhere there is only the first.
    await site.#listen('127.0.0.2', port).catch(() => {});
    site.origin = `http://127.0.0.1:${port}`;
    site.crossOrigin = `http://localhost:${port}`;
    return site;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map(server => server.close()));
  }

  async #listen(host: string, port: number): Promise<number> {
    const server = createServer(async (request, response) => {
      const path = new URL(request.url ?? '/', this.origin).pathname;
      this.#waiting.get(path)?.();
      const headers = typeof this.headers === 'function' ? this.headers(path) : this.headers;
      try {
        const body = await this.#body(path);
        // Stored but always asked for again: `no-store` would keep pages out of the back/forward cache.
        const type = TYPES[extname(path)] ?? TYPES['.html'];
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', ...headers }).end(body);
      } catch (error) {
        response.writeHead(404, { 'content-type': 'text/plain' }).end((error as Error).message);
      }
    });
    const open = await openServer(server, host, port);
    this.#servers.push(open);
    return open.port;
  }

  async #body(path: string): Promise<string> {
    const raw = this.rawPages.get(path);
    if (raw !== undefined) return raw;
    const text = this.pages.get(path) ?? (await readFile(join(PAGES, path), 'utf8'));
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = this.values[name];
      if (value === undefined) throw new Error(`${path} has {{${name}}}, and the test gave it no value`);
      return value;
    });
  }
}
