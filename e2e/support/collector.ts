import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { tempRoot } from '../../test/support/tempRoot.ts';
import { EventStream } from './eventStream.ts';
import type { StoredEvent } from './storedEvent.ts';

const PROGRAM = fileURLToPath(new URL('../../src/server/bin.mjs', import.meta.url));

/** Where Node keeps what it compiled, for the collectors to come. */
const COMPILED = fileURLToPath(new URL('../../build/.compiled/', import.meta.url));

/** The event of a fence: a beacon whose arrival shows that all sent before it has arrived. */
const FENCE = 'e2e fence';

export interface Tag {
  account_id: string;
  write_key: string;
  name: string;
  domain: string;
  /** Its own path. */
  path: string;
}

/** The real collector in a process and a data folder of its own. */
export class Collector {
  /** Where pages find it, the demo shop among them, e.g. `http://127.0.0.1:40123`. */
  url = '';
  /** Where its console is: on another host, e.g. `http://localhost:40123`. */
  console = '';
  /** The link that makes the first user; '' where there is one. */
  firstUser = '';
  /** All it has written, for the reports of failed tests. */
  log = '';
  token = `e2e-${randomUUID()}`;
  /** False where it runs without an owner's token: its own of the first start is used then. */
  #isOwned = true;
  readonly #folder: string;
  readonly #flags: string[];
  #process!: ChildProcess;
  #accounts = 0;

  private constructor(folder: string, flags: string[]) {
    this.#folder = folder;
    this.#flags = flags;
  }

  static async start(...flags: string[]): Promise<Collector> {
    const collector = new Collector(await mkdtemp(join(tempRoot, 'tgp-e2e-')), flags);
    await collector.#run('0');
    return collector;
  }

  /** Starts it as whoever has just cloned it does: the demo has something to show there. */
  static async startPlain(...flags: string[]): Promise<Collector> {
    const collector = new Collector(await mkdtemp(join(tempRoot, 'tgp-e2e-')), flags);
    collector.#isOwned = false;
    await collector.#run('0');
    return collector;
  }

  /** Starts it again after `kill` or `stop`, with the same data at the same address. */
  restart(): Promise<void> {
    return this.#run(new URL(this.url).port);
  }

  /** Ends it at once, as a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Ends it as Ctrl-C would. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Ends it at once and removes its data. */
  async discard(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Makes a tag in an account of its own. */
  async createTag(name = 'e2e'): Promise<Tag> {
    const id = `e2e-${process.pid}-${++this.#accounts}`;
    await this.call('POST', '/accounts', { id, name });
    return this.call<Tag>('POST', `/accounts/${id}/tags`, { name, domain: '127.0.0.1' });
  }

  /** The stored events of a tag, newest first. */
  async events(writeKey: string): Promise<StoredEvent[]> {
    const all: StoredEvent[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ writeKey, limit: '500', ...(cursor && { cursor }) });
      const answer: { events: StoredEvent[]; next: string | null } = await this.call(
        'GET',
        `/events?${query}`,
      );
      all.push(...answer.events);
      cursor = answer.next;
    }
    return all.filter(event => event.event !== FENCE);
  }

  /** What is stored for a tag from now on. */
  stream(writeKey: string): Promise<EventStream> {
    return EventStream.open(
      `${this.url}/events/stream?${new URLSearchParams({ writeKey })}`,
      this.#authorization(),
    );
  }

  /** Sends a fence; gives the test by which it is known when it comes out of the stream. */
  async fence(writeKey: string): Promise<(event: StoredEvent) => boolean> {
    const messageId = randomUUID();
    const query = new URLSearchParams({ writeKey, messageId, anonymousId: messageId, event: FENCE });
    const { status } = await fetch(`${this.url}/pixel/v1/track?${query}`);
    if (status !== 200) throw new Error(`the collector answered ${status} to the fence`);
    return event => event.messageId === messageId;
  }

  /** Takes a table away from the running collector; gives the function that gives it back. */
  breakTable(table: string): () => void {
    const rename = (from: string, to: string) => {
      const db = new DatabaseSync(join(this.#folder, 'tgp.db'));
      db.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
      db.close();
    };
    rename(table, 'gone');
    return () => rename('gone', table);
  }

  /** One call of the management API, with the administrator's token. */
  async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...this.#authorization(), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  }

  #authorization(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }

  async #run(port: string): Promise<void> {
    const place = this.#flags.includes('--store') ? [] : ['--data', this.#folder];
    const child = spawn(process.execPath, [PROGRAM, '--port', port, ...place, ...this.#flags], {
      env: {
        NODE_COMPILE_CACHE: COMPILED,
        ...process.env,
        ...(this.#isOwned && { TGP_ADMIN_TOKEN: this.token }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    // A worker that ends early must leave no collector behind.
    const abandon = () => child.kill('SIGKILL');
    process.on('exit', abandon);
    child.on('exit', () => process.off('exit', abandon));
    let started = '';
    this.console = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: string) => {
        this.log += chunk;
        started += chunk;
        const [, url] = /Console\s+(http:\/\/[^\s/]+)/.exec(started) ?? [];
        // All of it is one write.
        if (url && /^Data /m.test(started)) resolve(url);
      };
      child.stdout.setEncoding('utf8').on('data', hear);
      child.stderr.setEncoding('utf8').on('data', hear);
      child.on('error', reject);
      child.on('exit', code =>
        reject(new Error(`the collector ended (exit ${code}) at its start:\n${started}`)),
      );
    });
    [, this.token = this.token] = /^API token +(tgp_\S+)/m.exec(started) ?? [];
    [, this.firstUser = ''] = /^First user +(\S+)/m.exec(started) ?? [];
    this.url = this.console.replace('//localhost:', '//127.0.0.1:');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    await ended;
  }
}
