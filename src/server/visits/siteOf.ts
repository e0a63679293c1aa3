import type { Channel } from '../store/visits.ts';
import { MAIL, MORE_ASSISTANTS, MORE_ENGINES, MORE_NETWORKS, OTHER_NAMES } from './lists/own.ts';
import { ASSISTANTS, SEARCH_ENGINES, SOCIAL_NETWORKS } from './lists/sites.ts';
import { recent } from './recent.ts';

/** A site that is known to send visitors, and as what. */
export interface Site {
  name: string;
  channel: Extract<Channel, 'search' | 'social' | 'assistant' | 'email'>;
}

/** Hosts as they are, with `{}` for a country. */
const byHost = new Map<string, Site>();
/** Hosts with all that is below them. */
const byDomain = new Map<string, Site>();
/** What campaigns call their source. */
const byName = new Map<string, Site>();

/** What stands before a name's end: the same name in other spellings. */
const plain = (name: string): string => name.toLowerCase().replace(/^www\.|[^\p{L}\p{N}.+]/gu, '');

function add(channel: Site['channel'], text: string, hosts: Map<string, Site>): void {
  for (const line of text.trim().split('\n')) {
    const [name, all] = line.split(/: (.*)/) as [string, string];
    const site = byName.get(plain(name)) ?? { name, channel };
    const own = site.channel === channel ? site : { name, channel };
    if (!byName.has(plain(name))) byName.set(plain(name), own);
    for (const host of all.split(' ')) if (!hosts.has(host)) hosts.set(host, own);
  }
}

// The first that has a name, or a host, has it: the lists name assistants and networks that one can search in as engines too.
add('email', MAIL, byHost);
add('assistant', ASSISTANTS + MORE_ASSISTANTS.trim(), byDomain);
add('social', SOCIAL_NETWORKS + MORE_NETWORKS.trim(), byDomain);
// Of a search engine the host alone is one: its owner's others are mail, maps, documents.
add('search', SEARCH_ENGINES + MORE_ENGINES.trim(), byHost);
for (const line of OTHER_NAMES.trim().split('\n')) {
  const [name, all] = line.split(/: (.*)/) as [string, string];
  for (const other of all.split(' ')) byName.set(plain(other), byName.get(plain(name))!);
}

/** Where a country stands in a host: at its end, alone or after `co` and the like, or at its beginning. */
const END = /\.(?:(?:com?|org|net|it|edu)\.)?[a-z]{2}$/;
const BEGINNING = /^[a-z]{2}(?=\.)/;

/** Most hosts whose sites are remembered: of a day's visits nearly all come from these. */
const KEPT = 1000;

/** The site of a host, if it is a search engine, a social network, an assistant or a reader of mail. */
export const siteOf: (host: string) => Site | undefined = recent(find, KEPT);

function find(host: string): Site | undefined {
  const bare = host.replace(/^www\./, '');
  for (let rest = bare; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const site = byDomain.get(rest) ?? byDomain.get(rest.replace(END, '.{}'));
    if (site) return site;
  }
  const known =
    byHost.get(bare) ?? byHost.get(bare.replace(END, '.{}')) ?? byHost.get(bare.replace(BEGINNING, '{}'));
  // The mail of a company or a provider.
  const isMail = !known && /^(?:web)?mail\d*\.[^.]+\./.test(bare);
  return isMail ? { name: bare, channel: 'email' } : known;
}

/** The site that a campaign names as its source: by its name in any spelling, or by its host. */
export const siteNamed = (source: string): Site | undefined =>
  byName.get(plain(source)) ?? (source.includes('.') ? siteOf(source.toLowerCase()) : undefined);
