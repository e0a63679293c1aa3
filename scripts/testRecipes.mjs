import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { ROOT, run } from './run.mjs';
import { setup } from './setup.mjs';

// Builds each recipe of docs/frameworks.md into a small app of its framework, test/recipes/<name>, with the framework
// from the package registry, and opens what was built in a browser. Its folders stay in build/recipes, so that a second
// run fetches nothing. Names as arguments choose some of them.
await setup();
const { browser } = await import('./browser.mjs');
const { build } = await import('./buildAll.mjs');
const { chromium } = await import('playwright');

const RECIPES = join(ROOT, 'test', 'recipes');
const APPS = join(ROOT, 'build', 'recipes');
const SITE = 'https://shop.example';
const COLLECTOR = 'https://collect.example.com';
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
};

await build();
packTag();
const found = await browser({ fetch: true });
if (!found.path) {
  console.error(`tgp: ${found.problem}`);
  process.exit(1);
}
const chosen = process.argv.slice(2);
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const name of readdirSync(RECIPES).filter(each => !chosen.length || chosen.includes(each))) {
  const started = Date.now();
  const { outcome, why = '' } = await tryRecipe(name);
  counts[outcome]++;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${name}: ${outcome} after ${seconds} s${why && `: ${why}`}`);
}
const { passed, failed, skipped } = counts;
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed ? 1 : 0);

/** The tag as the package that sites get. */
function packTag() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const folder = join(APPS, 'tgp');
  rmSync(folder, { recursive: true, force: true });
  for (const file of ['index.mjs', 'index.d.ts'])
    cpSync(join(ROOT, 'dist', file), join(folder, 'dist', file));
  const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.mjs' } };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'tgp', version, type: 'module', exports }),
  );
}

async function tryRecipe(name) {
  const app = join(APPS, name);
  mkdirSync(app, { recursive: true });
  // What the framework itself made of an older recipe must not stand in for this one's.
  for (const each of readdirSync(app)) {
    if (!/^(node_modules|package-lock\.json|installed)$/.test(each))
      rmSync(join(app, each), { recursive: true });
  }
  cpSync(join(RECIPES, name), app, { recursive: true });
  for (const [file, text] of recipes(name)) {
    mkdirSync(dirname(join(app, file)), { recursive: true });
    writeFileSync(join(app, file), text);
  }
  const missing = await install(app);
  if (missing) return missing;
  const built = await run('npm', ['run', 'build'], {
    cwd: app,
    env: { NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' },
  });
  if (built.code !== 0) return { outcome: 'failed', why: built.output };
  const out = [join(app, '.output', 'public'), join(app, 'out')].find(existsSync);
  if (!out) return { outcome: 'failed', why: `nothing was built:\n${built.output}` };
  const wrong = await open(out);
  return wrong ? { outcome: 'failed', why: wrong } : { outcome: 'passed' };
}

/** The files that the page gives below the heading of a framework. */
function recipes(name) {
  const page = readFileSync(join(ROOT, 'docs', 'frameworks.md'), 'utf8');
  const section = page.split(/^## /m).find(each => each.split('\n')[0].toLowerCase() === name);
  const files = [...(section ?? '').matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```/gm)].map(match => match.slice(1));
  if (!files.length) throw new Error(`docs/frameworks.md has no file below "## ${name}"`);
  return files;
}

/** Fetches an app's packages, unless they are there; gives what becomes of the recipe where they can't be had. */
async function install(app) {
  const wanted = readFileSync(join(app, 'package.json'), 'utf8');
  const mark = join(app, 'installed');
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
    rmSync(join(app, 'node_modules'), { recursive: true, force: true });
    const { code, output } = await run(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'],
      { cwd: app },
    );
    if (code !== 0) {
      const away = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(output);
      return { outcome: away ? 'skipped' : 'failed', why: output };
    }
    writeFileSync(mark, wanted);
  }
  const tag = join(app, 'node_modules', 'tgp');
  rmSync(tag, { recursive: true, force: true });
  cpSync(join(APPS, 'tgp'), tag, { recursive: true });
}

/** Opens what was built, as a browser sees it; gives what is wrong. */
async function open(folder) {
  const started = await chromium.launch({ executablePath: found.path });
  try {
    const page = await started.newPage();
    const errors = [];
    page.on('pageerror', error => errors.push(error.message));
    await page.route(`${SITE}/**`, route => {
      const { pathname } = new URL(route.request().url());
      const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
      if (!existsSync(file)) return route.fulfill({ status: 404 });
      return route.fulfill({
        body: readFileSync(file),
        contentType: TYPES[extname(file)] ?? 'application/octet-stream',
      });
    });
    await page.route(`${COLLECTOR}/**`, route =>
      route.fulfill({ body: GIF, contentType: 'image/gif', headers: { 'access-control-allow-origin': '*' } }),
    );
    const beacon = page.waitForRequest(request => request.url().startsWith(`${COLLECTOR}/pixel/v1/page?`), {
      timeout: 20_000,
    });
    const [request] = await Promise.all([beacon.catch(() => undefined), page.goto(`${SITE}/`)]);
    if (!request) return `no page view came; errors: ${errors.join('; ') || 'none'}`;
    const query = new URL(request.url()).searchParams;
    if (query.get('writeKey') !== 'YOUR_WRITE_KEY') return `a page view of another tag: ${request.url()}`;
    return errors.length ? errors.join('; ') : undefined;
  } finally {
    await started.close();
  }
}
