import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithThis } from '../../e2e/engines/endWithThis.ts';
import type { Engine, Tab, Visitor } from '../../e2e/engines/engine.ts';
import { rendererKiller } from '../../e2e/engines/processes.ts';

/**
 * What a page needs to be told what to do where there is no driver: it asks its site for the body of an async function,
 * runs it, and tells what it gave as it asks again. By then what the page did before has left its renderer, in order.
 */
export const AGENT = `<script>addEventListener('load', async () => {
  const AsyncFunction = (async () => {}).constructor;
  for (let told = {}; ; ) {
    const body = await (await fetch('/next', { method: 'POST', body: JSON.stringify(told) })).text();
    told = await AsyncFunction(body)().then(value => ({ value }), error => ({ error: String(error) }));
  }
});</script>`;

/**
 * WebKitGTK's own browser, without a driver, whose session would end with the first renderer that does. What a visitor
 * has stored is kept, in a folder of its own. A page view is a start of the browser; pages need `AGENT`.
 */
export class UndrivenWebKit implements Engine {
  readonly name = 'webkit';
  readonly version: string;
  readonly #path: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #ask: (body: string) => Promise<unknown>;
  readonly #folders: string[] = [];
  #browser: ChildProcess | undefined;

  /** @param ask has the page run the body of a function, and gives what it returned */
  constructor(path: string, display: string | undefined, ask: (body: string) => Promise<unknown>) {
    this.#path = path;
    this.#env = { ...process.env, ...(display && { DISPLAY: display }), LANG: 'en_US.UTF-8' };
    this.#ask = ask;
    const answer = execFileSync(path, ['--version'], { env: this.#env, encoding: 'utf8', stdio: 'pipe' });
    this.version = /[\d.]+/.exec(answer)![0];
  }

  async visitor(): Promise<Visitor> {
    const folder = mkdtempSync(join(tmpdir(), 'tgp-webkit-'));
    this.#folders.push(folder);
    return { open: async () => this.#tab(folder), close: () => this.#stop() };
  }

  killer(): Promise<() => void> {
    return rendererKiller(this.#browser!.pid!);
  }

  async close(): Promise<void> {
    await this.#stop();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }

  #tab(folder: string): Tab {
    const missing = () => Promise.reject(new Error('needs a driver'));
    return {
      goto: async url => {
        await this.#stop();
        this.#start(folder, url);
        await this.#ask('');
      },
      run: body => this.#ask(body) as Promise<never>,
      click: missing,
      cookies: missing,
      // What its renderer left to the rest of the browser is still on its way.
      close: async () => {},
    };
  }

  #start(folder: string, url: string): void {
    const args = ['--ignore-tls-errors', `--cookies-file=${join(folder, 'cookies')}`, url];
    const places = { XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder };
    const browser = spawn(this.#path, args, { env: { ...this.#env, ...places }, stdio: 'ignore' });
    endWithThis(browser);
    this.#browser = browser;
  }

  async #stop(): Promise<void> {
    const browser = this.#browser;
    this.#browser = undefined;
    if (!browser || browser.exitCode !== null || browser.signalCode) return;
    const ended = once(browser, 'exit');
    browser.kill();
    await ended;
  }
}
