import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { browser, starts } from './browser.mjs';
import { ROOT, run } from './run.mjs';

/** The engines that pages are read with. */
export const ENGINES = ['chromium', 'firefox', 'webkit'];

const FIREFOXES = ['firefox', 'firefox-esr'];
const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox';
const MINI_BROWSERS = ['/usr/lib/*/webkit2gtk-4.*/MiniBrowser', '/usr/libexec/webkit2gtk-4.*/MiniBrowser'];

/**
 * Finds what tests can run in: Playwright's own build of an engine, which it fetches where it can, else the
 * system's browser; without `fetch` nothing is fetched. Gives `{found, missing}`: see e2e/engines/engine.ts, and
 * `{engine, problem}` with what to do.
 */
export async function findEngines(names = ENGINES, { fetch = true } = {}) {
  const found = [];
  const missing = [];
  for (const engine of names) {
    const { problem, ...how } = await { chromium: findChromium, firefox: findFirefox, webkit: findWebKit }[
      engine
    ](fetch);
    if (problem) missing.push({ engine, problem });
    else found.push({ engine, ...how });
  }
  return { found, missing };
}

/** The engines of TGP_ENGINES, which must be there, or all, of which those are taken that are there. */
export function wantedEngines(text = process.env.TGP_ENGINES) {
  const names = (text || '').split(/[\s,]+/).filter(Boolean);
  const unknown = names.filter(name => !ENGINES.includes(name));
  if (unknown.length)
    throw new Error(`TGP_ENGINES: "${unknown.join()}" is no engine; use ${ENGINES.join(', ')}`);
  return {
    names: names.length ? ENGINES.filter(name => names.includes(name)) : ENGINES,
    must: names.length > 0,
  };
}

async function findChromium(fetch) {
  const { path, problem } = await browser({ fetch });
  return path ? { by: 'playwright', path, isWhole: true } : { problem };
}

async function findFirefox(fetch) {
  if (await hasOwn('firefox', fetch)) return { by: 'playwright', isWhole: true };
  const path = onPath(...FIREFOXES) ?? MAC_FIREFOX;
  if (existsSync(path) && starts(path))
    return { by: 'playwright', channel: 'moz-firefox', path, isWhole: false };
  return {
    problem:
      'no Firefox: npx playwright install --with-deps firefox, or on Debian apt-get install firefox-esr',
  };
}

async function findWebKit(fetch) {
  if (await hasOwn('webkit', fetch)) return { by: 'playwright', isWhole: true };
  const path = onPath('WebKitWebDriver');
  const [miniBrowser] = globSync(MINI_BROWSERS);
  const fix =
    'npx playwright install --with-deps webkit, or on Debian apt-get install webkit2gtk-driver xvfb';
  if (!path || !miniBrowser) return { problem: `no WebKit: ${fix}` };
  if (!process.env.DISPLAY && !onPath('Xvfb'))
    return { problem: `no screen for WebKit, and no Xvfb: ${fix}` };
  return { by: 'webdriver', path, browser: miniBrowser, isWhole: false };
}

// A build may be there without the libraries that it needs.
async function hasOwn(engine, fetch) {
  const type = (await import('playwright'))[engine];
  if (!existsSync(type.executablePath())) {
    if (!fetch) return false;
    const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js');
    const { code } = await run(process.execPath, [cli, 'install', engine]);
    if (code !== 0) return false;
  }
  try {
    await (await type.launch()).close();
    return true;
  } catch {
    return false;
  }
}

function onPath(...names) {
  const folders = (process.env.PATH || '').split(delimiter);
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(path => existsSync(path));
}
