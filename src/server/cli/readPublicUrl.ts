import { BadOption } from './badOption.ts';

/** Segments that need no escapes, and none that lead elsewhere. */
const PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)*\/?$/;

/** Reads what the collector is called outside: an origin, and the path of a site's where it has one; without a slash at the end. */
export function readPublicUrl(name: string, text: string): string {
  const [, origin, path = ''] = /^(https?:\/\/[^/?#\s]+)([^?#\s]*)$/i.exec(text) ?? [];
  const url = origin && URL.canParse(origin) ? new URL(origin) : undefined;
  if (url && PATH.test(path) && !url.username && !url.password) return url.origin + path.replace(/\/$/, '');
  throw new BadOption(
    `${name}: "${text}" is no address of a collector; use one like https://collect.example.com or https://shop.example/data/`,
  );
}
