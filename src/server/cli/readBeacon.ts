import { BadOption } from './badOption.ts';

/** A beacon's address, in the parts that `decode` reads. */
export interface Beacon {
  /** '' where only a query was given. */
  path: string;
  query: string;
}

/** A query begins with a key and what follows it. */
const QUERY = /^[^=&?#\s/]+=/;

/**
 * Reads a beacon's URL, or its query alone, with or without a question mark before it.
 * @param beacon as it was given
 */
export function readBeacon(beacon: string): Beacon {
  const [text = ''] = beacon.trim().split('#', 1);
  const at = text.indexOf('?');
  if (at === 0 || (at > 0 && !QUERY.test(text))) {
    return { path: text.slice(0, at), query: text.slice(at + 1) };
  }
  if (QUERY.test(text)) return { path: '', query: text };
  throw new BadOption(
    `"${beacon.slice(0, 100)}" is no beacon: give a URL like 'https://…/pixel/v1/track?writeKey=…', or its query`,
  );
}
