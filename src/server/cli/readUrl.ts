import { BadOption } from './badOption.ts';

/** Reads the address of a site, without a path; settles on its origin. */
export function readUrl(name: string, text: string): string {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password)
    return url.origin;
  throw new BadOption(`${name}: "${text}" is no address of a site; use one like https://collect.example.com`);
}
