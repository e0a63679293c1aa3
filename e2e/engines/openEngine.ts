import { findDisplay } from './display.ts';
import type { Engine, Found } from './engine.ts';
import { PlaywrightEngine } from './playwrightEngine.ts';
import { WebDriverEngine } from './webDriverEngine.ts';

/**
 * Starts a browser that was found.
 * @param trusted hashes of the keys of certificates that no authority signed
 */
export async function openEngine(found: Found, trusted?: string[]): Promise<Engine> {
  return found.by === 'playwright'
    ? PlaywrightEngine.start(found, trusted)
    : new WebDriverEngine(found, await findDisplay());
}
