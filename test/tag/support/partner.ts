import { beforeEach, vi } from 'vitest';
import type { InitOptions, Piggyback } from '../../../src/tag/types.ts';
import { beacons, start } from './page.ts';

export const PARTNER = 'https://ads.example';
/** An image of another party's. */
export const image = (path: string, rest: Partial<Piggyback> = {}): Piggyback => ({
  url: `${PARTNER}/${path}`,
  ...rest,
});

/** The scripts that were put into the page; none is run. */
export let scripts: HTMLScriptElement[] = [];

beforeEach(() => {
  scripts = [];
  vi.spyOn(document.head, 'appendChild').mockImplementation(node => {
    scripts.push(node as never);
    return node;
  });
});

/** What other parties were asked for: paths and queries of images, then of scripts. */
export const fires = () =>
  [...beacons, ...scripts.map(({ src }) => ({ url: src }))]
    .filter(({ url }) => url.startsWith(PARTNER))
    .map(({ url }) => url.slice(PARTNER.length));

/** A page with a destination and its pixels. */
export const pageWith = (piggyback: InitOptions['piggyback'], options: InitOptions = {}) =>
  start({ piggyback, ...options });
