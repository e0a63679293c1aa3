import type { LaunchOptions } from 'playwright/test';
import type { Found } from './engine.ts';

/**
 * How Playwright starts a browser that was found.
 * @param trusted hashes of the keys of certificates that no authority signed
 */
export function launchOptions({ engine, path, channel }: Found, trusted: string[] = []): LaunchOptions {
  const where = { ...(path && { executablePath: path }), ...(channel && { channel }) };
  if (engine !== 'chromium') return where;
  return {
    ...where,
    // Chromium's sandbox refuses to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--no-first-run',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Subdomains of one site, without a name server.
      '--host-resolver-rules=MAP *.shop.example 127.0.0.1',
      ...(trusted.length ? [`--ignore-certificate-errors-spki-list=${trusted.join()}`] : []),
    ],
    // The back/forward cache is on in every visitor's browser.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  };
}
