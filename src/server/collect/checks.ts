import { MINUTE_MS } from '../../protocol/durations.ts';
import type { Random } from '../http/random.ts';
import type { StoredEvent } from '../store/event.ts';
import { type CheckedEvent, checkedEvent, isOfCheck } from './checkedEvent.ts';

/** How long a check takes reports. */
const LIFE_MS = 30 * MINUTE_MS;

/** Checks at once: in all, and by one who asks. The oldest gives way. */
const MAX = 200;
const MAX_OF_ONE = 5;

/** What one check keeps: entries and their characters, events, and ids of events that were told of. */
const MAX_ENTRIES = 400;
const MAX_TEXT = 64 * 1024;
const MAX_EVENTS = 100;
const MAX_IDS = 300;

/** Events of a tag that is checked, kept for a page that tells of them only after they are stored. */
const MAX_RECENT = 100;

/** Something that the page told of itself: texts by their names. */
export interface CheckEntry {
  number: number;
  /** In ms. */
  at: number;
  /** Of the page: its host and path. */
  page: string;
  kind: string;
  facts: Record<string, string>;
}

/** A page that somebody looks into. Times are ms. */
export interface Check {
  /** 128 random bits: who has it may tell of the page. */
  id: string;
  writeKey: string;
  accountId: string;
  /** The address of the page. */
  url: string;
  madeAt: number;
  expiresAt: number;
  /** When the tag's script, and the one that looks into the page, were asked for by a page of that origin. */
  scriptAt: number | null;
  debugAt: number | null;
  /** When the page told of itself first. */
  toldAt: number | null;
  entries: CheckEntry[];
  /** How many entries there was no room for. */
  leftOut: number;
  events: CheckedEvent[];
}

interface Kept extends Check {
  /** Who asked for it. */
  by: string;
  text: number;
  ids: Set<string>;
}

export interface NewCheck {
  writeKey: string;
  accountId: string;
  url: string;
  by: string;
}

/** The pages that are being checked, in memory. Nobody writes into one without its id. */
export class Checks {
  readonly #parts: { now: () => number; random: Random };
  /** The oldest first. */
  readonly #open = new Map<string, Kept>();
  /** By write key, of tags that are checked alone. */
  readonly #recent = new Map<string, CheckedEvent[]>();

  constructor(parts: { now: () => number; random: Random }) {
    this.#parts = parts;
  }

  open({ writeKey, accountId, url, by }: NewCheck): Check {
    this.#forget();
    const own = [...this.#open.values()].filter(each => each.by === by);
    const over =
      own.length >= MAX_OF_ONE ? own[0] : this.#open.size >= MAX ? [...this.#open.values()][0] : null;
    if (over) this.close(over.id);
    const madeAt = this.#parts.now();
    const check: Kept = {
      id: this.#parts.random.bytes(16).toString('hex'),
      ...{ writeKey, accountId, url, by, madeAt },
      expiresAt: madeAt + LIFE_MS,
      ...{ scriptAt: null, debugAt: null, toldAt: null },
      ...{ entries: [], leftOut: 0, events: [], text: 0, ids: new Set() },
    };
    this.#open.set(check.id, check);
    return check;
  }

  get(id: string): Check | undefined {
    this.#forget();
    return this.#open.get(id);
  }

  close(id: string): void {
    this.#open.delete(id);
    const keys = new Set([...this.#open.values()].map(each => each.writeKey));
    for (const key of this.#recent.keys()) if (!keys.has(key)) this.#recent.delete(key);
  }

  /** Notes what a page tells of itself; nothing where no check has the id. */
  take(id: string, page: string, told: Pick<CheckEntry, 'kind' | 'facts'>[]): void {
    this.#forget();
    const check = this.#open.get(id);
    if (!check) return;
    const at = this.#parts.now();
    check.toldAt ??= at;
    for (const { kind, facts } of told) {
      const text = JSON.stringify(facts).length;
      if (check.entries.length >= MAX_ENTRIES || check.text + text > MAX_TEXT) {
        check.leftOut++;
        continue;
      }
      check.text += text;
      check.entries.push({ number: check.entries.length + 1, at, page, kind, facts });
      const { messageId } = facts;
      if (!messageId || check.ids.size >= MAX_IDS) continue;
      check.ids.add(messageId);
      const known = this.#recent.get(check.writeKey)?.find(each => each.messageId === messageId);
      if (known) add(check, known);
    }
  }

  /** Notes that a script was asked for. @param writeKey undefined of the plain one, which knows no tag */
  asked(what: 'script' | 'debug', writeKey: string | undefined, referrer: string | undefined): void {
    if (!this.#open.size || !referrer || !URL.canParse(referrer)) return;
    this.#forget();
    const { origin } = new URL(referrer);
    for (const check of this.#open.values()) {
      if ((writeKey !== undefined && writeKey !== check.writeKey) || new URL(check.url).origin !== origin)
        continue;
      if (what === 'script') check.scriptAt ??= this.#parts.now();
      else check.debugAt ??= this.#parts.now();
    }
  }

  /** Notes a stored event, where it is of a page that is checked. */
  saw(event: StoredEvent): void {
    if (!this.#open.size) return;
    this.#forget();
    const checks = [...this.#open.values()].filter(each => each.writeKey === event.writeKey);
    if (!checks.length) return;
    const seen = checkedEvent(event);
    const recent = this.#recent.get(event.writeKey) ?? [];
    this.#recent.set(event.writeKey, recent);
    recent.push(seen);
    if (recent.length > MAX_RECENT) recent.shift();
    for (const check of checks)
      if (check.ids.has(event.messageId) || isOfCheck(event, check.id)) add(check, seen);
  }

  #forget(): void {
    const now = this.#parts.now();
    for (const { id, expiresAt } of this.#open.values()) if (expiresAt <= now) this.close(id);
  }
}

function add({ events }: Check, event: CheckedEvent): void {
  if (events.length < MAX_EVENTS && !events.some(({ messageId }) => messageId === event.messageId))
    events.push(event);
}
