import vm from 'node:vm';

/** What the tag made of a call. */
export interface Fired {
  type: string;
  pixel: unknown;
  url: string;
}

type Call = { [at: number]: unknown; u?: string };

/**
 * A page as far as our codes see one, and the tag as far as it counts views: `init` of a known key is no second one,
 * its view is made when it runs, and everything else waits for it (src/tag/commands.ts).
 */
export function viewPage(named: { [name: string]: object } = {}) {
  const fired: Fired[] = [];
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

  const keys: { [key: string]: unknown } = {};
  let waiting: Call[] = [];
  const fire = (call: Call) => {
    const [type, ...rest] = Array.from(call as ArrayLike<unknown>);
    const options = rest.at(-1) as { pixel?: unknown } | undefined;
    fired.push({
      type: `${type}`,
      pixel: options?.pixel,
      url: typeof call.u === 'string' ? call.u : location.href,
    });
  };
  const command = (call: Call) => {
    if (call[0] !== 'init') {
      waiting.push(call);
      return;
    }
    const key = `${call[1]}`;
    if (key in keys) return;
    const { autoPage } = (call[2] ?? {}) as { autoPage?: unknown };
    keys[key] = autoPage;
    if (autoPage) waiting.push({ 0: 'page', 1: {}, 2: {}, length: 3, u: call.u } as Call);
  };
  const release = () => {
    if (!Object.keys(keys).length) return;
    for (const call of waiting) fire(call);
    waiting = [];
  };

  const wait = () => {
    while (timers.length) timers.shift()!();
  };

  type Tag = ((...call: unknown[]) => void) & { queue: Call[]; run?: (...call: unknown[]) => void };
  return {
    events: () => fired,
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
      if (Object.values(keys).includes('spa'))
        fired.push({ type: 'page', pixel: undefined, url: location.href });
    },
  };
}
