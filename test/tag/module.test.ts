import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { describe, expect, test, vi } from 'vitest';
import type { Tgp } from '../../src/tag/types.ts';
import { beacons, KEY, onDocument, sentNames, settled, start } from './support/page.ts';

const MODULE = join(import.meta.dirname, '../../dist/index.mjs');
const text = readFileSync(MODULE, 'utf8');

/** Every command, as components call them that are rendered on a server. */
const CALLS = `
  tgp('init', '${KEY}', { endpoint: 'https://collect.example', autoPage: 'spa', debug: true });
  tgp('consent', 'pending');
  tgp('track', 'a', { b: 1 }, { callback: told });
  tgp('page'); tgp('identify', 'u', {}); tgp('set', {}); tgp('reset'); tgp('event', 'e'); tgp('nonsense');
  tgp('piggyback', { url: 'https://ads.example/p' }); tgp('on', 'skip', told); tgp('ready', told);`;

/** Runs a program in this Node; gives all that it says. */
async function run(code: string, ...options: string[]): Promise<string> {
  const args = [...options, '--input-type=module', '-e', code];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  return stdout + stderr;
}

const IMPORT = `const { tgp } = await import(${JSON.stringify(pathToFileURL(MODULE).href)});
  const told = () => console.log('told');`;

describe('where there is no page, importing and calling is silent and does nothing', () => {
  test('on a server', async () => {
    expect(
      await run(`${IMPORT}${CALLS} console.log(process.getActiveResourcesInfo().includes('Timeout'));`),
    ).toBe('false\n');
  });

  // Node 18 has neither of the first two as globals.
  test('on a server that knows nothing of the web', async () => {
    const names = [
      'navigator',
      'crypto',
      'fetch',
      'URL',
      'URLSearchParams',
      'localStorage',
      'sessionStorage',
    ];
    const remove = names.map(name => `delete globalThis.${name};`).join('');
    expect(await run(`${IMPORT}${remove}${CALLS}`)).toBe('');
    expect(await run(`${remove}${IMPORT}${CALLS}`)).toBe('');
  });

  test('in a worker', async () => {
    const page = `
      globalThis.self = globalThis;
      for (const name of ['fetch', 'addEventListener', 'setTimeout', 'queueMicrotask', 'postMessage'])
        globalThis[name] = () => console.log(name);
      Object.defineProperty(globalThis, 'navigator', { get: () => console.log('navigator') });
      Object.defineProperty(globalThis, 'location', { get: () => console.log('location') });
      ${IMPORT}${CALLS}`;
    const worker = `import { Worker } from 'node:worker_threads';
      const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(page)})));
      worker.on('error', error => console.log('failed', error));`;
    expect(await run(worker)).toBe('');
  });

  test('however often: nothing is kept of a million calls', async () => {
    const grown = await run(
      `${IMPORT}
      const many = count => { for (; count; count--) tgp('track', 'e' + count, { count }, { callback: told }); gc(); };
      many(1000);
      const before = process.memoryUsage().heapUsed;
      many(1e6);
      console.log(process.memoryUsage().heapUsed - before);`,
      '--expose-gc',
    );
    expect(Number(grown)).toBeLessThan(500_000);
  });

  test('by require, too', async () => {
    const code = `import { createRequire } from 'node:module';
      const told = () => console.log('told');
      const { tgp } = createRequire(import.meta.url)(${JSON.stringify(MODULE)});
      console.log(typeof tgp);${CALLS}`;
    expect(await run(code.replace('import.meta.url', JSON.stringify(pathToFileURL(MODULE).href)))).toBe(
      'function\n',
    );
  });
});

describe('an import that nobody uses', () => {
  const ENTRY = `import { tgp } from '${MODULE}';`;
  const bundled = async (code: string) => {
    const entry = {
      name: 'entry',
      resolveId: (id: string) => (id === 'entry' ? id : null),
      load: (id: string) => (id === 'entry' ? code : null),
    };
    const bundle = await rollup({ input: 'entry', plugins: [entry], onwarn: () => {} });
    return (await bundle.generate({ format: 'es' })).output[0].code.trim();
  };

  test('leaves nothing in a bundle of rollup’s, without a word of package.json', async () => {
    expect(await bundled(ENTRY)).toBe('');
    expect(await bundled(`${ENTRY} tgp('page');`)).toContain('pixel/v1');
  });

  test('leaves nothing after terser', async () => {
    const { code } = await minify(text.replace('export { tgp };', ''), { module: true });
    expect(code).toBe('');
  });
});

test('package.json says so', () => {
  const { sideEffects } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(sideEffects).toBe(false);
});

describe('in a page', () => {
  const load = async (): Promise<Tgp> => {
    vi.resetModules();
    Object.assign(globalThis, { tgpConfig: [[]] });
    return (await import('../../src/tag/module.ts')).tgp;
  };

  test('works as the script does, without a global', async () => {
    const before = Object.keys(globalThis);
    const tgp = await load();
    tgp('init', KEY, { endpoint: 'https://own.example', autoPage: true });
    tgp('track', 'a');
    await settled();
    expect(sentNames()).toEqual(['page', 'a']);
    expect(beacons[0]!.url).toMatch('https://own.example/pixel/v1/page?');
    expect(Object.keys(globalThis).filter(name => !before.includes(name))).toEqual([]);
  });

  test('sends what waits on a prerendered page when it is shown', async () => {
    onDocument('prerendering', { value: true });
    const tgp = await load();
    tgp('init', KEY, { endpoint: 'https://own.example' });
    tgp('track', 'a');
    expect(beacons).toEqual([]);
    onDocument('prerendering', { value: false });
    document.dispatchEvent(new Event('prerenderingchange'));
    expect(sentNames()).toEqual(['a']);
  });

  test('listens to the page from its first init on, once', async () => {
    const added = vi.fn();
    onDocument('addEventListener', { value: added });
    const tgp = await load();
    expect(added).not.toHaveBeenCalled();
    tgp('set', { plan: 'pro' });
    expect(added).not.toHaveBeenCalled();
    const init = () => tgp('init', KEY, { endpoint: 'https://own.example' });
    init();
    const calls = added.mock.calls.length;
    expect(calls).toBeGreaterThan(0);
    tgp('set', { plan: 'free' });
    init();
    expect(added).toHaveBeenCalledTimes(calls);
  });

  test('keeps to itself beside a script’s tag', async () => {
    const global = await start();
    const tgp = await load();
    tgp('init', KEY, { endpoint: 'https://own.example' });
    tgp('track', 'a');
    global('track', 'b');
    expect(sentNames()).toEqual(['a', 'b']);
  });
});
