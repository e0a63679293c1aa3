import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { npm } from '../../scripts/npm.mjs';
import { pack } from '../../scripts/packAll.mjs';
import { MAJORS, nodeOf } from './support/nodes.ts';
import { execute, Project, ROOT } from './support/project.ts';
import { startInstalled } from './support/startInstalled.ts';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const SILENT = { code: 0, out: '', err: '' };
const NEW_ENOUGH = MAJORS.filter(major => major >= 22);
const sha512 = (body: Uint8Array) => createHash('sha512').update(body).digest('hex');

/** Imports the tag and calls it as a page would, and waits for what might come of it. */
const CALLS = `
  tgp('init', 'YOUR_WRITE_KEY', { endpoint: 'http://127.0.0.1:9', autoPage: 'spa', debug: true });
  tgp('page');
  tgp('conversion', 'purchase', { revenue: 59.9 }, { callback: () => {} });
  tgp('on', 'skip', () => {});
  tgp('ready', () => {});
  tgp('consent', 'granted');
  tgp('no such command');
  setTimeout(() => {}, 100);`;

const tarballs = { tag: '', collector: '' };
const projects = { tag: new Project(), collector: new Project() };
let which = '';
beforeAll(async () => {
  const packed = await pack();
  for (const name of ['tag', 'collector'] as const) tarballs[name] = join(ROOT, packed[name]);
  which = await projects.tag.npm('run', 'which', '--silent');
  // The cache is not asked, nor is a registry: there is nothing to ask for.
  await projects.tag.npm('install', '--offline', tarballs.tag);
}, 180_000);
afterAll(() => {
  for (const project of Object.values(projects)) project.discard();
});

/** A Node of that major version; the test is skipped where there is none to be had. */
async function nodeFor(major: number, { skip }: TestContext): Promise<string> {
  const { path, problem } = await nodeOf(major);
  return path ?? skip(`Node ${major}: ${problem}`);
}

describe("the tag's package", () => {
  it('adds one package, and leaves the Node of scripts as it was', async () => {
    expect(projects.tag.installed()).toEqual(['tgp']);
    expect(await projects.tag.npm('run', 'which', '--silent')).toBe(which);
  });

  it('holds what npm would pack of the checkout', async () => {
    const { output } = await npm(['pack', '--dry-run', '--json', '--silent']);
    const [{ files }] = Object.values(JSON.parse(output)) as [{ files: { path: string }[] }];
    const packed = execute('tar', ['tzf', tarballs.tag], ROOT).out.trim().split('\n');
    expect(packed.sort()).toEqual(files.map(({ path }) => `package/${path}`).sort());
  });

  it.for([18, 24])('is the same bytes wherever it is packed: by Node %i', async (major, context) => {
    const packing = `
      import { createHash } from 'node:crypto';
      import { packTag } from ${JSON.stringify(join(ROOT, 'scripts/packTag.mjs'))};
      console.log(createHash('sha512').update(await packTag()).digest('hex'));`;
    const ran = projects.tag.run(await nodeFor(major, context), packing);
    const committed = sha512(readFileSync(join(ROOT, 'dist', `tgp-${version}.tgz`)));
    expect(ran).toEqual({ ...SILENT, out: `${committed}\n` });
    expect(sha512(readFileSync(tarballs.tag))).toBe(committed);
  });

  it.for(MAJORS)('is silent where there is no page: Node %i', async (major, context) => {
    const main = `import { tgp } from 'tgp';\nimport 'tgp/install';\nimport 'tgp/protocol';\n${CALLS}`;
    expect(projects.tag.run(await nodeFor(major, context), main)).toEqual(SILENT);
  });

  it.for(MAJORS)('is silent in a worker without a page: Node %i', async (major, context) => {
    const worker = projects.tag.write(
      'worker.mjs',
      `globalThis.self = globalThis;
       for (const name of ['navigator', 'process', 'localStorage']) delete globalThis[name];
       const { tgp } = await import('tgp');\n${CALLS}`,
    );
    const main = `
      import { Worker } from 'node:worker_threads';
      new Worker(${JSON.stringify(worker)}).on('error', error => console.log(error.message));`;
    expect(projects.tag.run(await nodeFor(major, context), main)).toEqual(SILENT);
  });

  it.for(NEW_ENOUGH)('is taken by require: Node %i', async (major, context) => {
    const main = `
      const { tgp } = require('tgp');
      const { PLATFORMS } = require('tgp/install');
      const { encodeQuery } = require('tgp/protocol');
      if (!PLATFORMS.includes('npm') || typeof encodeQuery !== 'function') console.log('not whole');\n${CALLS}`;
    expect(projects.tag.run(await nodeFor(major, context), main, 'main.cjs')).toEqual(SILENT);
  });

  it.for([20])('is rendered on a server with React: Node %i', async (major, context) => {
    const main = `
      import { createRequire } from 'node:module';
      import { tgp } from 'tgp';
      const { createElement, useEffect } = createRequire(${JSON.stringify(import.meta.url)})('react');
      const { renderToString } = createRequire(${JSON.stringify(import.meta.url)})('react-dom/server');
      tgp('init', 'YOUR_WRITE_KEY', { endpoint: 'http://127.0.0.1:9', autoPage: 'spa' });
      function Shop() {
        useEffect(() => tgp('page'), []);
        tgp('track', 'rendered');
        return createElement('button', { onClick: () => tgp('conversion', 'purchase') }, 'Buy');
      }
      console.log(renderToString(createElement(Shop)));`;
    const ran = projects.tag.run(await nodeFor(major, context), main);
    expect(ran).toEqual({ ...SILENT, out: '<button>Buy</button>\n' });
  });
});

describe("the collector's package", () => {
  let problem = '';
  beforeAll(async () => {
    try {
      await projects.collector.npm('install', '--prefer-offline', tarballs.collector);
    } catch (error) {
      if (!/E(NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|NOTCACHED)/.test(`${error}`)) throw error;
      problem = `no registry for the collector's dependencies: ${error}`;
    }
  }, 180_000);

  it('has code of a byte a character: V8 keeps all of its text, in two bytes each where one needs them', context => {
    if (problem) context.skip(problem);
    const folder = join(projects.collector.folder, 'node_modules/tgp-collector/src/server');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
      /\.js$/.test(file),
    );
    expect(files.length).toBeGreaterThan(20);
    const wide = files.filter(file => /[^\0-\x7f]/.test(readFileSync(join(folder, file), 'utf8')));
    expect(wide).toEqual([]);
  });

  it.for(NEW_ENOUGH)('is a command that serves: Node %i', async (major, context) => {
    if (problem) context.skip(problem);
    const it = await startInstalled(await nodeFor(major, context), projects.collector);
    const get = async (path: string) => {
      const answer = await fetch(`${it.origin}${path}`, { headers: { authorization: `Bearer ${it.token}` } });
      return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
    };
    const json = async (path: string) => JSON.parse((await get(path)).body.toString());
    expect(await json('/status')).toMatchObject({ version });
    for (const path of ['/', '/main.js', '/shop/', '/tgp.js', `/tgp@${version}.js`])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect(sha512((await get(`/tgp-${version}.tgz`)).body)).toBe(sha512(readFileSync(tarballs.tag)));
    const [{ write_key }] = (await json('/accounts/demo/tags')).tags;
    await get(`/pixel/v1/page?writeKey=${write_key}&anonymousId=a1`);
    // By the thread that reads, which is a file of its own.
    expect((await json('/events?anonymousId=a1')).events).toHaveLength(1);
    // Counts and credit ask SQLite for the most, and what its oldest takes is less.
    const pixel = {
      name: 'Order',
      pixel_conversion_event_id: 7,
      trigger_type: 'hybrid',
      post_click_value: 5,
    };
    const made = await fetch(`${it.origin}/pixel?advertiser_code=demo`, {
      method: 'POST',
      headers: { authorization: it.token, 'content-type': 'application/json' },
      body: JSON.stringify({ pixel }),
    });
    const { response } = await made.json();
    expect([made.status, response.status]).toEqual([200, 'OK']);
    const visitor = `writeKey=${write_key}&anonymousId=a1`;
    await get(`/pixel/v1/page?${visitor}&context.campaign.name=autumn&context.campaign.source=mail`);
    await get(`/pixel/v1/track?${visitor}&event=purchase&properties.order_id=A1&properties.revenue=9.5`);
    const { conversions } = await json(`/conversions?pixel_id=${response.id}`);
    // The demo's visits may still come, and convert too.
    const own = conversions.filter((each: { anonymousId: string }) => each.anonymousId === 'a1');
    expect(own).toMatchObject([{ order_id: 'A1', value: 9.5, attribution: 'click' }]);
    for (const filter of ['', '&event=purchase'])
      expect((await get(`/counts?writeKey=${write_key}${filter}`)).status).toBe(200);
    expect(await it.stop()).toEqual({ code: 0, err: '' });
  });

  it.for([18, 20])('says what it needs where Node is too old: Node %i', async (major, context) => {
    if (problem) context.skip(problem);
    const command = join(projects.collector.folder, 'node_modules', '.bin', 'tgp');
    const { code, out, err } = execute(await nodeFor(major, context), [command], projects.collector.folder);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^tgp: this is Node [\d.]+, too old for the collector: install Node 22\.18 or newer and run the command again\.\n$/,
    );
  });
});
