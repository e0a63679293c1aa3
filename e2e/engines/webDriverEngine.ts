import { DriverProgram } from './driverProgram.ts';
import type { Engine, Found, Tab, TabCookie, Visitor } from './engine.ts';
import { rendererKiller } from './processes.ts';
import { WebDriver } from './webDriver.ts';

/** How long a browser may take to open. On a busy machine WebKitGTK's driver may miss that it has, and wait on. */
const OPEN_MS = 12_000;
const ATTEMPTS = 3;

/** A browser that is driven by the W3C's WebDriver protocol: WebKitGTK's, for one. */
export class WebDriverEngine implements Engine {
  readonly name: Found['engine'];
  version = '';
  readonly #found: Found;
  readonly #display: string | undefined;
  readonly #programs = new Set<DriverProgram>();

  constructor(found: Found, display: string | undefined) {
    this.name = found.engine;
    this.#found = found;
    this.#display = display;
  }

  /** A driver has one session at a time, so each visitor has a driver. */
  async visitor(): Promise<Visitor> {
    const { program, session } = await this.#open(1);
    this.version = String(session.capabilities.browserVersion);
    let first: string | undefined = await session.queue(call => call('GET', '/window'));
    return {
      open: async () => {
        const made = first
          ? { handle: first }
          : await session.queue(call => call<{ handle: string }>('POST', '/window/new', { type: 'window' }));
        first = undefined;
        return tab(session, made.handle);
      },
      close: async () => {
        // Its renderer may have taken it along.
        await session.queue(call => call('DELETE', '')).catch(() => {});
        await this.#stop(program);
      },
    };
  }

  async killer(): Promise<() => void> {
    const killers = await Promise.all([...this.#programs].map(({ pid }) => rendererKiller(pid)));
    return () => {
      for (const kill of killers) kill();
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#programs].map(program => this.#stop(program)));
  }

  async #open(attempt: number): Promise<{ program: DriverProgram; session: WebDriver }> {
    const { path = '', browser: binary } = this.#found;
    const program = await DriverProgram.start(path, this.#display);
    this.#programs.add(program);
    const capabilities = {
      acceptInsecureCerts: true,
      ...(binary && { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }),
    };
    try {
      return { program, session: await WebDriver.open(program.url, capabilities, OPEN_MS) };
    } catch (error) {
      await this.#stop(program);
      if (attempt === ATTEMPTS) throw error;
      return this.#open(attempt + 1);
    }
  }

  #stop(program: DriverProgram): Promise<void> {
    this.#programs.delete(program);
    return program.stop();
  }
}

interface WireCookie {
  name: string;
  value: string;
  domain: string;
  path?: string;
  secure?: boolean;
  sameSite?: string;
  expiry?: number;
}

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

function tab(session: WebDriver, handle: string): Tab {
  return {
    goto: url => session.within(handle, call => call('POST', '/url', { url })),
    async run(body) {
      const script = `const done = arguments[0];
(async () => { ${body} })().then(value => done({ value }), error => done({ error: String(error) }));`;
      const { value, error } = await session.within(handle, call =>
        call<{ value: never; error?: string }>('POST', '/execute/async', { script, args: [] }),
      );
      if (error) throw new Error(error);
      return value;
    },
    click: selector =>
      session.within(handle, async call => {
        const found = await call<Record<string, string>>('POST', '/element', {
          using: 'css selector',
          value: selector,
        });
        await call('POST', `/element/${found[ELEMENT]}/click`);
      }),
    cookies: async () => {
      const cookies = await session.within(handle, call => call<WireCookie[]>('GET', '/cookie'));
      return cookies.map(({ expiry = -1, path = '/', secure = false, sameSite = '', ...rest }): TabCookie => {
        return { ...rest, path, secure, sameSite, expires: expiry };
      });
    },
    close: () => session.drop(handle),
  };
}
