import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';

/** The rule engine that Adobe builds into every library. */
const ENGINE = readFileSync(
  createRequire(import.meta.url).resolve('@adobe/reactor-turbine/dist/engine.js'),
  'utf8',
);

type Trigger = (event?: object | null) => void;

/** A rule of the Core extension: when, in which order, and the custom code that it runs. */
export interface Rule {
  on: 'library-loaded' | 'dom-ready' | { directCall: string };
  order: number;
  code: string;
  /** Where the code is a file of its own: Adobe replaces no names in it. */
  isExternal?: boolean;
}

/**
 * A page with a published library: Adobe's own engine, and of the Core extension what its source says of these events
 * and of custom code. That is no package: its JavaScript is written into the page as
 * `_satellite["_runScript1"](function(event, target, Promise) {…});`, called with `this` the element.
 * @param elements the data elements, by name
 * @param globals what else the page has
 */
export function adobeTags(
  rules: Rule[],
  elements: { [name: string]: unknown } = {},
  globals: { [name: string]: unknown } = {},
) {
  const ready: Trigger[] = [];
  const directCalls = new Map<string, Trigger[]>();
  const errors: unknown[][] = [];
  const store = new Map<string, string>();
  const storage = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
    removeItem: (key: string) => void store.delete(key),
  };
  const say = (...args: unknown[]) => void errors.push(args);
  const window: { [name: string]: unknown } = {
    console: { log() {}, info() {}, debug() {}, warn: say, error: say },
    localStorage: storage,
    sessionStorage: storage,
    setTimeout,
    atob,
    location: { href: 'https://shop.example/' },
    navigator: { appVersion: '5.0', userAgent: 'UA' },
    ...globals,
  };
  window.window = window;
  // What is the platform's stands on the prototype.
  window.document = Object.assign(
    Object.create(Object.getPrototypeOf(globals.document ?? {})),
    {
      cookie: '',
      currentScript: null,
      querySelector: () => null,
      createElement: () => ({ style: {} }),
    },
    globals.document,
  );
  const context = vm.createContext(window);
  const run = (code: string): unknown => vm.runInContext(code, context);

  const customCode = ({ source }: { source: string }, event: { element?: unknown; target?: unknown }) => {
    const body = `_satellite["_runScript1"](function(event, target, Promise) {\n${source}\n});`;
    // As an HTML parser ends a script.
    if (/<\/script[\s/>]|<!--/i.test(body)) throw new Error('the script ends early');
    (window._satellite as { [name: string]: unknown })._runScript1 = (
      made: (...args: unknown[]) => unknown,
    ) => made.call(event.element, event, event.target, Promise);
    return run(body);
  };
  const module = (name: string, exports: unknown) => ({
    displayName: name,
    name,
    script: (module: { exports: unknown }) => {
      module.exports = exports;
    },
  });
  const eventOf = ({ on, order }: Rule) => ({
    modulePath: `core/events/${typeof on === 'string' ? on : 'direct-call'}.js`,
    settings: typeof on === 'string' ? {} : { identifier: on.directCall },
    ruleOrder: order,
  });
  window._satellite = {
    container: {
      company: { orgId: 'ORG' },
      buildInfo: { minified: false },
      environment: { id: 'EN1', stage: 'production' },
      property: { name: 'P', id: 'PR1', settings: { undefinedVarsReturnEmpty: false } },
      extensions: {
        core: {
          displayName: 'Core',
          modules: {
            'core/events/library-loaded.js': module('library-loaded', (_: object, trigger: Trigger) =>
              trigger(),
            ),
            'core/events/dom-ready.js': module(
              'dom-ready',
              (_: object, trigger: Trigger) => void ready.push(trigger),
            ),
            'core/events/direct-call.js': module(
              'direct-call',
              ({ identifier }: { identifier: string }, trigger: Trigger) =>
                void directCalls.set(identifier, [...(directCalls.get(identifier) ?? []), trigger]),
            ),
            'core/actions/custom-code.js': module('custom-code', customCode),
            'core/elements/custom.js': module('custom', ({ name }: { name: string }) => elements[name]),
          },
        },
      },
      dataElements: Object.fromEntries(
        Object.keys(elements).map(name => [
          name,
          { modulePath: 'core/elements/custom.js', settings: { name } },
        ]),
      ),
      rules: rules.map((rule, index) => ({
        id: `RL${index}`,
        name: `rule ${index}`,
        events: [eventOf(rule)],
        conditions: [],
        actions: [
          {
            modulePath: 'core/actions/custom-code.js',
            settings: { source: rule.code, language: 'javascript', global: false },
          },
        ],
      })),
    },
  };
  run(ENGINE);
  // The Core extension puts its own in place of the engine's; it trims what it is given.
  (window._satellite as { [name: string]: unknown }).track = (identifier: string, detail?: unknown) => {
    for (const trigger of directCalls.get(identifier.trim()) ?? []) trigger({ identifier, detail });
  };
  return {
    window,
    run,
    errors,
    domReady: () => {
      for (const trigger of ready) trigger({ element: window.document, target: window.document });
    },
  };
}
