import { type Browser, type BrowserContext, chromium, firefox, type Page, webkit } from 'playwright/test';
import type { Engine, Found, Tab, Visitor } from './engine.ts';
import { launchOptions } from './launchOptions.ts';
import { descendants, type Running, rendererKiller } from './processes.ts';
import { sturdyFirefox } from './sturdyFirefox.ts';

const TYPES = { chromium, firefox, webkit };

/** The start before: side by side it could not be told whose process is whose. */
let last: Promise<unknown> = Promise.resolve();

/** A browser that Playwright drives. */
export class PlaywrightEngine implements Engine {
  readonly name: Found['engine'];
  readonly version: string;
  readonly #browser: Browser;
  readonly #pids: number[];

  private constructor(name: Found['engine'], browser: Browser, pids: number[]) {
    this.name = name;
    this.version = browser.version();
    this.#browser = browser;
    this.#pids = pids;
  }

  /** @param trusted hashes of the keys of certificates that no authority signed */
  static start(found: Found, trusted: string[] = []): Promise<PlaywrightEngine> {
    const start = last.then(() => PlaywrightEngine.#start(found, trusted));
    last = start.catch(() => {});
    return start;
  }

  static async #start(found: Found, trusted: string[]): Promise<PlaywrightEngine> {
    const before = await childrenOfThis();
    const options = launchOptions(found, trusted);
    if (found.engine === 'firefox')
      options.executablePath = sturdyFirefox(found.path ?? firefox.executablePath());
    const browser = await TYPES[found.engine].launch(options);
    // Playwright does not say which process it started.
    const started = (await childrenOfThis()).filter(pid => !before.includes(pid));
    return new PlaywrightEngine(found.engine, browser, started);
  }

  async visitor(): Promise<Visitor> {
    // Chromium's own would not hold for what outlives its page: there the key is trusted (launchOptions).
    const context = await this.#browser.newContext({ ignoreHTTPSErrors: this.name !== 'chromium' });
    return {
      open: async () => tab(context, await context.newPage()),
      close: () => context.close(),
    };
  }

  async killer(): Promise<() => void> {
    const killers = await Promise.all(this.#pids.map(rendererKiller));
    return () => {
      for (const kill of killers) kill();
    };
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

async function childrenOfThis(): Promise<number[]> {
  const below = await descendants(process.pid);
  const isLasting = ({ command }: Running) => !command.startsWith('ps ');
  return below.filter(each => each.parent === process.pid && isLasting(each)).map(({ pid }) => pid);
}

function tab(context: BrowserContext, page: Page): Tab {
  return {
    goto: async url => {
      await page.goto(url);
    },
    run: body => page.evaluate(`(async () => { ${body} })()`),
    // A page that comes back from the back/forward cache is no navigation that could be waited for.
    click: selector => page.click(selector, { noWaitAfter: true }),
    cookies: () => context.cookies(page.url()),
    close: () => page.close(),
  };
}
