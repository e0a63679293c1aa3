import type { Store } from '../../store/store.ts';
import { applyUsers } from './applyUsers.ts';
import type { ConfigCall } from './configCall.ts';
import { differing } from './differing.ts';
import { type AccountItem, type Config, configProblem, type Item } from './readConfig.ts';

/** What was made or changed, a line each: `+ tag acme/Shop`, `~ tag acme/Blog: domain`. */
export type Changes = string[];

/**
 * Makes a store have what the file says: what is missing is made, what is different is changed, and what the file doesn't
 * tell of stays as it is. Nothing is ever removed. Applied again it does nothing.
 */
export async function applyConfig(
  config: Config,
  { call, store, now }: { call: ConfigCall; store: Store; now: number },
): Promise<Changes> {
  const changes: Changes = [];
  for (const [at, account] of config.accounts.entries())
    await applyAccount(account, `accounts[${at}]`, { file: config.file, call, changes });
  const noteUser = (name: string, found: unknown, change: Item) => note(changes, 'user', name, found, change);
  await applyUsers(config, { call, store, now, note: noteUser });
  return changes;
}

interface Applying {
  file: string;
  call: ConfigCall;
  changes: Changes;
}

/** One kind of record below an account. */
interface Kind {
  what: string;
  /** By which field it is known. */
  key: string;
  /** Those that are there. */
  list: (path: string) => Promise<Item[]>;
  /** All of one. Default: as the list has it. */
  whole?: (path: string, listed: Item) => Promise<Item>;
  make: (path: string, item: Item) => Promise<unknown>;
  change: (path: string, found: Item, change: Item) => Promise<unknown>;
}

async function applyAccount(account: AccountItem, path: string, applying: Applying): Promise<void> {
  const { call, changes } = applying;
  const { tags, pixels, conversion_pixels, ...own } = account;
  const { id, name } = own;
  const url = `/accounts/${encodeURIComponent(id)}`;
  const all = (await call(path, 'GET', '/accounts')).accounts as Item[];
  const found = all.find(each => each.id === id);
  if (!found) await call(path, 'POST', '/accounts', { id, name });
  const { id: _, ...change } = differing(own, found ?? { id, name });
  if (Object.keys(change).length) await call(path, 'PATCH', url, change);
  note(changes, 'account', id, found, change);

  const tagsKind: Kind = {
    what: 'tag',
    key: 'name',
    list: async at => (await call(at, 'GET', `${url}/tags`)).tags as Item[],
    make: async (at, { name, domain, ...rest }) => {
      const made = await call(at, 'POST', `${url}/tags`, { name, domain });
      if (Object.keys(rest).length) await call(at, 'PATCH', `${url}/tags/${made.write_key}`, rest);
    },
    change: (at, { write_key }, changed) => call(at, 'PATCH', `${url}/tags/${write_key}`, changed),
  };
  await applyItems(tags, `${path}.tags`, id, tagsKind, applying);

  const query = `?account_id=${encodeURIComponent(id)}`;
  const pixelsKind: Kind = {
    what: 'pixel',
    key: 'name',
    list: async at => (await call(at, 'GET', `/saved-pixels${query}`)).data as Item[],
    whole: async (at, listed) => (await call(at, 'GET', `/saved-pixels/${listed.id}${query}`)).data as Item,
    make: (at, item) => call(at, 'POST', `/saved-pixels${query}`, item),
    change: (at, found, changed) => call(at, 'PUT', `/saved-pixels/${found.id}${query}`, changed),
  };
  await applyItems(pixels, `${path}.pixels`, id, pixelsKind, applying);

  const of = `advertiser_code=${encodeURIComponent(id)}`;
  const conversionsKind: Kind = {
    what: 'conversion pixel',
    key: 'code',
    list: at => allOf(at, call, of),
    make: (at, pixel) => call(at, 'POST', `/pixel?${of}`, { pixel }),
    change: (at, found, pixel) => call(at, 'PUT', `/pixel?id=${found.id}&${of}`, { pixel }),
  };
  await applyItems(conversion_pixels, `${path}.conversion_pixels`, id, conversionsKind, applying);
}

/** All conversion pixels of an account: a page has a hundred. */
async function allOf(path: string, call: ConfigCall, of: string): Promise<Item[]> {
  const all: Item[] = [];
  for (;;) {
    const url = `/pixel?${of}&start_element=${all.length}&num_elements=100`;
    const { pixels } = (await call(path, 'GET', url)).response as { pixels: Item[] };
    all.push(...pixels);
    if (pixels.length < 100) return all;
  }
}

async function applyItems(
  items: Item[],
  path: string,
  account: string,
  kind: Kind,
  { file, changes }: Applying,
): Promise<void> {
  if (!items.length) return;
  const listed = await kind.list(path);
  for (const [at, item] of items.entries()) {
    const place = `${path}[${at}]`;
    const name = item[kind.key] as string;
    const those = listed.filter(each => each[kind.key] === name);
    if (those.length > 1)
      throw configProblem(
        file,
        `${place}.${kind.key}`,
        `the account has ${those.length} called "${name}": rename one`,
      );
    const found = those[0] && kind.whole ? await kind.whole(place, those[0]) : those[0];
    const change = found ? differing(item, found) : {};
    if (!found) await kind.make(place, item);
    else if (Object.keys(change).length) await kind.change(place, found, change);
    note(changes, kind.what, `${account}/${name}`, found, change);
  }
}

function note(changes: Changes, what: string, name: string, found: unknown, change: Item): void {
  const fields = Object.keys(change).join(', ');
  if (!found) changes.push(`+ ${what} ${name}`);
  else if (fields) changes.push(`~ ${what} ${name}: ${fields}`);
}
