import { SPAMMERS } from './lists/spammers.ts';

const KNOWN = new Set(SPAMMERS.trim().split('\n'));

/** Whether a host, or one that it is below, only pretends to refer to sites. */
export function isSpammer(host: string): boolean {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    if (KNOWN.has(rest)) return true;
  }
  return false;
}
