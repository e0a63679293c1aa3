import vm from 'node:vm';

/** What the tag made of a call. */
export interface Fired {
  type: string;
  pixel: unknown;
  url: string;
}

type Call = { [at: number]: unknown; u?: string };

/**
 * A page as far as our codes see one, and the tag as far as it counts views: of an `init` of a known key only views count
 * that none has said anything of, they are made when it runs, and everything else waits for it (src/tag/commands.ts).
 */
export function viewPage(named: { [name: string]: object } = {}) {
  const fired: Fired[] = [];
  const keys: string[] = [];
  const onLoad: (() => void)[] = [];
  const timers: (() => void)[] = [];
  const location = { href: 'https://shop.example/' };
  const document = {
    __proto__: { querySelector: () => null, createElement: () => ({ dataset: {} }) },
    // Named elements of the page: `<img name="URL">` and others stand in place of the document's own.
    ...named,
    get URL() {
      return named.URL ?? location.href;
    },
    title: 'Shop',
    referrer: '',
    readyState: 'loading',
  };
  const window: { [name: string]: unknown } = {
    console: { warn() {} },
    document,
    location,
    addEventListener: (name: string, listener: () => void) => name === 'load' && onLoad.push(listener),
    setTimeout: (go: () => void) => timers.push(go),
    google_tag_manager: { rm: { 1: () => undefined } },
  };
  window.EventTarget = function EventTarget() {};
  (window.EventTarget as { prototype: object }).prototype = { addEventListener: window.addEventListener };
  window.window = window;
  vm.createContext(window);

  const inits: Call[] = [];
  let waiting: Call[] = [];
  const optionsOf = (call: Call) => (call[2] ?? {}) as { autoPage?: unknown };
  const fire = (call: Call) => {
    const [type, ...rest] = Array.from(call as ArrayLike<unknown>);
    const options = rest.at(-1) as { pixel?: unknown; to?: unknown } | undefined;
    for (const { 1: key } of inits) {
      if (options?.to && options.to !== key) continue;
      fired.push({
        type: `${type}`,
        pixel: options?.pixel,
        url: typeof call.u === 'string' ? call.u : location.href,
      });
      keys.push(`${key}`);
    }
  };
  const command = (call: Call) => {
    if (call[0] !== 'init') {
      waiting.push(call);
      return;
    }
    const known = inits.find(each => each[1] === call[1]);
    const { autoPage } = optionsOf(call);
    if (known && ((optionsOf(known).autoPage ?? null) !== null || (autoPage ?? null) === null)) return;
    const init = { ...call };
    if (known) Object.assign(known, init);
    else inits.push(init);
    if (autoPage) waiting.push({ 0: 'page', 1: {}, 2: { to: call[1] }, length: 3, u: call.u } as Call);
  };
  const release = () => {
    if (!inits.length) return;
    for (const call of waiting) fire(call);
    waiting = [];
  };

  const wait = () => {
    while (timers.length) timers.shift()!();
  };

  type Tag = ((...call: unknown[]) => void) & { queue: Call[]; run?: (...call: unknown[]) => void };
  return {
    /** What the tag sent, or what it sent to one write key. */
    events: (key?: string) => fired.filter((_, at) => !key || keys[at] === key),
    url: () => location.href,
    run: (code: string) => vm.runInContext(code, window),
    /**
     * The script comes.
     * @param isBare whether it makes the global where there is none
     */
    loadTag(isBare?: boolean) {
      if (isBare && !window.tgp)
        window.tgp = Object.assign((...call: unknown[]) => (window.tgp as Tag).run!(...call), {
          tgp: 1,
          queue: [],
        });
      const tag = window.tgp as Tag | undefined;
      if (!tag || tag.run) return;
      tag.run = (...call) => {
        command(Object.assign({ length: call.length, u: location.href }, call));
        release();
      };
      tag.queue.map(command);
      tag.queue = inits;
      release();
    },
    /** The page is loaded. */
    load() {
      document.readyState = 'complete';
      for (const go of onLoad) go();
      wait();
    },
    /** The next task. */
    wait,
    /** An app moves to another address. */
    go(path: string) {
      location.href = new URL(path, location.href).href;
      for (const init of inits) {
        if (optionsOf(init).autoPage === 'spa')
          fire({ 0: 'page', 1: {}, 2: { to: init[1] }, length: 3 } as Call);
      }
    },
  };
}
