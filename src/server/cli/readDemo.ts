import { BadOption } from './badOption.ts';
import type { Given } from './readAdminToken.ts';
import { readUrl } from './readUrl.ts';

/** Hosts that `localhost` leads to, for browsers. */
const LOCAL = ['127.0.0.1', '::1', 'localhost'];

const EVERYWHERE = ['0.0.0.0', '::'];

type Flags = Record<string, unknown>;

/** Whether the demo is asked for: true, false, or undefined where nobody says. A flag wins over its variable. */
export function isAskedFor(flags: Flags, { TGP_DEMO: text }: NodeJS.ProcessEnv): boolean | undefined {
  if (flags['no-demo']) return false;
  if (text && text !== 'on' && text !== 'off') {
    throw new BadOption(`TGP_DEMO: "${text}" is neither "on" nor "off"`);
  }
  return flags.demo ? true : text ? text === 'on' : undefined;
}

/** The name of the host that the console is opened by. */
export const consoleHost = (host: string): string =>
  [...LOCAL, ...EVERYWHERE].includes(host) ? 'localhost' : bracketed(host);

/** The name of the shop's own, where nobody named another. */
export const shopHost = (host: string): string => (host === '::1' ? '[::1]' : '127.0.0.1');

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

interface Asked {
  isAsked: boolean | undefined;
  demoUrl: Given;
  host: string;
  publicUrls: string[];
}

/**
 * Whether there is a demo: whoever can open the console reads it. Where strangers may come it has to be asked for, and
 * the shop needs a host of its own: scripts of others run there.
 */
export function readDemo({ isAsked, demoUrl, host, publicUrls }: Asked): { demo: boolean; demoUrl?: string } {
  const names = publicUrls.map(url => new URL(url).hostname);
  // Only there are both an address and a name for it.
  const isLocal = LOCAL.includes(host);
  if (!(isAsked ?? (isLocal || demoUrl.value !== undefined))) return { demo: false };
  if (demoUrl.value === undefined) {
    if (isLocal) return { demo: true };
    throw new BadOption('--demo: name a host for the shop alone, like --demo-url https://shop.example.com');
  }
  const url = readUrl(demoUrl.name, demoUrl.value);
  if ([...names, consoleHost(host)].includes(new URL(url).hostname)) {
    throw new BadOption(
      `${demoUrl.name}: ${url} is the console's host too; name another one, another port is none`,
    );
  }
  return { demo: true, demoUrl: url };
}
