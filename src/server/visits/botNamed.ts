import { recent } from './recent.ts';

/** A program that is known by its User-Agent. */
export interface Bot {
  /** As its User-Agent has it. */
  name: string;
  /** Where whoever runs it says what it is; null where nobody does. */
  url: string | null;
  /** What it is for, in the words of crawler-user-agents: `ai-crawler`, `search-engine`, `monitoring`. */
  tags: string[];
}

interface Crawler {
  pattern: string;
  url?: string;
  tags?: string[];
}

/** Most User-Agents whose bots are remembered, and most of one that is read. */
const KEPT = 500;
const MAX_READ = 1000;

let find: Promise<(userAgent: string) => Bot | null> | undefined;

/**
 * Which bot a User-Agent is of; null where it is of none that has a name. For people to read: nothing is counted by it. The
 * list is half a megabyte, which nobody needs who doesn't ask.
 */
export async function botNamed(userAgent: string): Promise<Bot | null> {
  find ??= import('crawler-user-agents').then(list => recent(finder(list.default), KEPT));
  return (await find)(userAgent.slice(0, MAX_READ));
}

function finder(crawlers: Crawler[]): (userAgent: string) => Bot | null {
  const signs = crawlers.map(crawler => ({ ...crawler, sign: new RegExp(crawler.pattern) }));
  return userAgent => {
    for (const { sign, url, tags } of signs) {
      const found = sign.exec(userAgent)?.[0];
      if (found !== undefined) return { name: bare(found), url: url ?? null, tags: tags ?? [] };
    }
    return null;
  };
}

const bare = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || text;
