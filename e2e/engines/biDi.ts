/** How long a command may take: a page's load, for one. */
const TIMEOUT_MS = 30_000;

interface Answer {
  id?: number;
  type: 'success' | 'error' | 'event';
  result: unknown;
  error?: string;
  message?: string;
}

/** A session of the W3C's WebDriver BiDi, which Firefox speaks without a driver's program. */
export class BiDi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer: Answer = JSON.parse(data);
      this.#waiting.get(answer.id ?? 0)?.(answer);
    });
  }

  /** @param url where the browser listens, like `ws://127.0.0.1:9222` */
  static async open(url: string): Promise<BiDi> {
    const socket = new WebSocket(`${url}/session`);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`no session at ${url}`)));
    });
    const session = new BiDi(socket);
    await session.call('session.new', { capabilities: {} });
    return session;
  }

  async call<Result>(method: string, params: object = {}): Promise<Result> {
    const id = ++this.#last;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answered = new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      timer = setTimeout(() => reject(new Error(`${method}: no answer`)), TIMEOUT_MS);
    });
    this.#socket.send(JSON.stringify({ id, method, params }));
    try {
      const { type, result, error, message } = await answered;
      if (type === 'error') throw new Error(`${method}: ${error}: ${message}`);
      return result as Result;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  close(): void {
    this.#socket.close();
  }
}
