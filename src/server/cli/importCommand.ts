import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { newTag } from '../access/newTag.ts';
import { accept } from '../collect/accept.ts';
import { beaconLimits } from '../collect/beaconLimits.ts';
import { Live } from '../collect/live.ts';
import { random } from '../http/random.ts';
import { RATE_LIMITS } from '../http/rateLimits.ts';
import type { StoredEvent } from '../store/event.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { BadOption } from './badOption.ts';
import { DATA_OPTION, readDataCommand, withOwnStore } from './dataCommand.ts';
import { readLine } from './eventLine.ts';
import { linesOf, TOO_LONG } from './linesOf.ts';
import { whyOf } from './whyOf.ts';

/** Lines that wait for one commit. */
const MAX_WAITING = 1000;

/** Most refused lines that are named. */
const MAX_NAMED = 20;

/** Most characters of why one is. */
const MAX_REASON = 300;

const HELP = `Usage: tgp import <file> [--data <folder>]

Stores events that "tgp export" wrote, in UTF-8 or UTF-16; - reads standard input. One that is there already is left alone,
so that the same file can be read twice. Their tags must be there: "tgp backup" and "tgp restore" move everything. Where the
folder has no store yet, or the servers have no account, one is made: an account "imported" that has a tag for each write key.

${DATA_OPTION}`;

/** What `tgp import` prints. Throws where lines were refused; the others are stored. */
export async function importCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  input: Readable = process.stdin,
): Promise<string> {
  const call = readDataCommand({ name: 'import', argument: 'file', isNew: true }, args, env);
  if (call === 'help') return HELP;
  const file = call.argument;
  if (file !== '-' && !existsSync(file)) throw new BadOption(`there is no file ${file}`);
  const source = file === '-' ? input : createReadStream(file);
  const path = call.place.file;
  const isNew = path !== undefined && !existsSync(path);
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const { added, known, made, refused, named } = await withOwnStore(call.place, async store =>
    readAll(store, source, isNew || (path === undefined && !(await store.accounts.list('*')).length)),
  );
  const tags = made ? `, ${made} tags are made in the account "${IMPORTED.id}"` : '';
  const said = `${added} events are new, ${known} were there already${tags}`;
  if (!refused) return said;
  const more = refused - named.length;
  const lines = [...named, ...(more > 0 ? [`and ${more} more`] : [])];
  throw new Error(`${said}, ${refused} lines are refused:\n${lines.join('\n')}`);
}

/** As we make them. */
const WRITE_KEY = /^[0-9a-f]{32}$/;

/** Whose the tags are of events that are read where there is nothing yet. */
const IMPORTED = { id: 'imported', name: 'Imported' };

async function readAll(store: Store, source: Readable, isNew: boolean) {
  let refused = 0;
  const named: { at: number; reason: string }[] = [];
  let added = 0;
  let known = 0;
  let number = 0;
  const waiting: Promise<void>[] = [];
  const tags = isNew ? makeTags(store) : { get: (key: string) => store.tags.get(key), made: () => 0 };
  // Who listens does so in the collector's own process.
  const take = accept({
    store,
    limits: beaconLimits({ ...RATE_LIMITS, tag: Infinity, tagMb: Infinity }),
    live: new Live(),
  });
  const refuse = (error: unknown, at: number): void => {
    refused++;
    // Of those that wait together the first may end last.
    if (named.length < MAX_NAMED + MAX_WAITING) {
      named.push({ at, reason: whyOf(error).slice(0, MAX_REASON) });
    }
  };
  const read = (line: string | typeof TOO_LONG, at: number): StoredEvent | undefined => {
    try {
      if (line === TOO_LONG) throw new Error('is too long to be an event');
      return readLine(line);
    } catch (error) {
      refuse(error, at);
      return undefined;
    }
  };
  const keep = async (event: StoredEvent, at: number): Promise<void> => {
    try {
      const tag = await tags.get(event.writeKey);
      if (!tag) throw new Error(`writeKey: there is no tag "${event.writeKey}"`);
      // Without a size: what waits is bounded here.
      if (await take(event, 0, tag)) added++;
      else known++;
    } catch (error) {
      refuse(error, at);
    }
  };
  const keys = new Set<string>();
  for await (const line of linesOf(source)) {
    number++;
    if (line !== TOO_LONG && !line.trim()) continue;
    const event = read(line, number);
    if (!event) continue;
    // While a store looks for a tag, events of those that it knows would overtake its first one.
    const isFirst = !keys.has(event.writeKey);
    if (isFirst) await Promise.all(waiting.splice(0));
    keys.add(event.writeKey);
    waiting.push(keep(event, number));
    if (isFirst || waiting.length >= MAX_WAITING) await Promise.all(waiting.splice(0));
  }
  await Promise.all(waiting);
  named.sort((a, b) => a.at - b.at);
  const lines = named.slice(0, MAX_NAMED).map(({ at, reason }) => `line ${at}: ${reason}`);
  return { added, known, made: tags.made(), refused, named: lines };
}

/** Makes each tag that an event names, in an account that is made for them. */
function makeTags(store: Store) {
  const made = new Map<string, Promise<TagRow>>();
  let account: Promise<unknown> | undefined;
  const make = async (write_key: string): Promise<TagRow> => {
    account ??= store.accounts.add({
      ...IMPORTED,
      advertiser_id: random.int(100_000_000, 2_147_483_647),
      business_id: random.uuid(),
      created_at: Date.now(),
      redirect_hosts: '[]',
      orders_across_tags: 0,
      time_zone: null,
    });
    await account;
    const row = {
      account_id: IMPORTED.id,
      name: `Imported ${made.size}`,
      domain: 'imported.invalid',
      write_key,
    };
    const tag = newTag({ random, now: Date.now }, row);
    await store.tags.add(tag);
    return tag;
  };
  return {
    async get(writeKey: string): Promise<TagRow | undefined> {
      if (!WRITE_KEY.test(writeKey)) return undefined;
      const tag = made.get(writeKey) ?? make(writeKey);
      made.set(writeKey, tag);
      return tag;
    },
    made: () => made.size,
  };
}
