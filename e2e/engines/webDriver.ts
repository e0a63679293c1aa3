/** How long a command may take: a page's load, for one. */
const TIMEOUT_MS = 30_000;

/** A session of the W3C's WebDriver protocol: one command after another, as its drivers expect. */
export class WebDriver {
  readonly capabilities: Record<string, unknown>;
  readonly #url: string;
  #last: Promise<unknown> = Promise.resolve();
  #window = '';

  private constructor(url: string, capabilities: Record<string, unknown>) {
    this.#url = url;
    this.capabilities = capabilities;
  }

  /** Has the driver at this address open its browser. */
  static async open(driver: string, capabilities: object, timeoutMs: number): Promise<WebDriver> {
    const opened = await send<{ sessionId: string; capabilities: Record<string, unknown> }>(
      'POST',
      `${driver}/session`,
      { capabilities: { alwaysMatch: capabilities } },
      timeoutMs,
    );
    return new WebDriver(`${driver}/session/${opened.sessionId}`, opened.capabilities);
  }

  /** Sends commands in a window, with no other's between them. */
  within<Value>(window: string, commands: (call: Call) => Promise<Value>): Promise<Value> {
    return this.queue(async call => {
      if (window !== this.#window) await call('POST', '/window', { handle: window });
      this.#window = window;
      return commands(call);
    });
  }

  /** Closes a window. */
  async drop(window: string): Promise<void> {
    const [other] = await this.within(window, call => call<string[]>('DELETE', '/window'));
    // Without a window of its own the session knows no commands.
    if (other) await this.within(other, async () => {});
  }

  /** The same, in whatever window is the last one. */
  queue<Value>(commands: (call: Call) => Promise<Value>): Promise<Value> {
    const next = this.#last.then(() =>
      commands((method, path, body) => send(method, this.#url + path, body)),
    );
    this.#last = next.catch(() => {});
    return next;
  }
}

export type Call = <Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<Value>;

async function send<Value>(
  method: string,
  url: string,
  body?: object,
  timeoutMs = TIMEOUT_MS,
): Promise<Value> {
  const command = new URL(url).pathname.replace(/^\/session\/[^/]+/, '') || '/session';
  const response = await fetch(url, {
    method,
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(error => {
    throw new Error(`WebDriver ${method} ${command}: ${error.message}`);
  });
  const { value } = (await response.json()) as { value: { error?: string; message?: string } };
  if (!response.ok) throw new Error(`WebDriver ${method} ${command}: ${value?.error}: ${value?.message}`);
  return value as Value;
}
