import { Away } from '../store/errors.ts';

/** As long is kept what nobody would tell of that it is another. */
const UNHEARD_MS = 1_500;

/** So long an owner's are asked again each time after a change by this collector: it may be committed any moment. */
const CHANGE_MS = 2_000;

/** So long a server is waited for that may be away, where there is an older answer. */
const PATIENCE_MS = 1_000;

/** Longest key that is kept: strangers make them up. */
const MAX_KEY = 255;

interface Entry<Value> {
  owner: string;
  value: Value | undefined;
  /** When it was asked for; 0: what it says is old. */
  at: number;
  isAnswered: boolean;
  asking: Promise<Value | undefined> | undefined;
}

export interface KnownOptions {
  /** Whether one is told of changes. */
  isHeard: () => boolean;
  /** Most answers that are kept, and as many of those that say there is none. */
  most: number;
  /** True where an older answer is as good while there is no newer one. */
  isPatient?: boolean;
}

/** Answers that are known by heart until somebody tells that they are others. */
export interface Known<Value> {
  /**
   * The answer that is known, or a new one.
   * @param owner who it is forgotten with
   */
  get(key: string, owner: string, ask: () => Promise<Value | undefined>): Promise<Value | undefined>;
  /** Whether `get` would ask nobody. */
  has(key: string): boolean;
  /** Forgets what an owner has; of all where none is named. */
  forget(owner?: string): void;
  /** The same of what this collector changes just now. */
  change(owner: string): void;
}

export function known<Value>({ isHeard, most, isPatient = false }: KnownOptions): Known<Value> {
  const some = new Map<string, Entry<Value>>();
  const none = new Map<string, Entry<Value>>();
  const owned = new Map<string, Set<string>>();
  const changing = new Map<string, number>();
  let awayUntil = 0;

  function drop(key: string): void {
    const entry = some.get(key) ?? none.get(key);
    some.delete(key);
    none.delete(key);
    const keys = entry && owned.get(entry.owner);
    keys?.delete(key);
    if (keys?.size === 0) owned.delete(entry!.owner);
  }

  /** The newest last: the first to go are those that nobody asked for longest. */
  function put(key: string, entry: Entry<Value>): void {
    drop(key);
    const map = entry.isAnswered && entry.value === undefined ? none : some;
    map.set(key, entry);
    const keys = owned.get(entry.owner) ?? new Set();
    owned.set(entry.owner, keys.add(key));
    if (map.size > most) drop(map.keys().next().value!);
  }

  function age(key: string): void {
    const entry = some.get(key);
    drop(key);
    // Whoever asks just now does not answer for this one.
    if (isPatient && entry?.value !== undefined) put(key, { ...entry, at: 0, asking: undefined });
  }

  /** An answer that may be what was before: it is as good as one where nobody gives a newer one. */
  function keepOld(key: string, owner: string, value: Value | undefined): void {
    if (!isPatient || value === undefined) return;
    const entry = some.get(key) ?? none.get(key);
    if (!entry) put(key, { owner, value, at: 0, isAnswered: true, asking: undefined });
    else if (!entry.isAnswered && entry.owner === owner) Object.assign(entry, { value, isAnswered: true });
  }

  const isFresh = (entry: Entry<Value> | undefined): entry is Entry<Value> =>
    entry?.isAnswered === true && entry.at > 0 && (isHeard() || Date.now() - entry.at < UNHEARD_MS);

  function isChanging(owner: string): boolean {
    const until = changing.get(owner);
    if (until === undefined) return false;
    if (until > Date.now()) return true;
    changing.delete(owner);
    return false;
  }

  async function renew(
    key: string,
    entry: Entry<Value>,
    ask: () => Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    const at = Date.now();
    try {
      const value = await ask();
      // Forgotten meanwhile, it may be what was before.
      if ((some.get(key) ?? none.get(key)) === entry) {
        put(key, { owner: entry.owner, value, at, isAnswered: true, asking: undefined });
      } else keepOld(key, entry.owner, value);
      return value;
    } catch (error) {
      if (error instanceof Away) awayUntil = Date.now() + UNHEARD_MS;
      entry.asking = undefined;
      if (!entry.isAnswered && (some.get(key) ?? none.get(key)) === entry) drop(key);
      throw error;
    }
  }

  async function patiently(
    entry: Entry<Value>,
    asked: Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Value | undefined>(resolve => {
      timer = setTimeout(() => {
        awayUntil = Date.now() + UNHEARD_MS;
        resolve(entry.value);
      }, PATIENCE_MS);
    });
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      if (error instanceof Away) return entry.value;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async get(key, owner, ask) {
      if (key.length > MAX_KEY) return ask();
      const entry = some.get(key) ?? none.get(key);
      const isOwn = entry?.owner === owner;
      if (isOwn && isFresh(entry) && !isChanging(owner)) {
        put(key, entry);
        return entry.value;
      }
      const old = isOwn && isPatient && entry.isAnswered && entry.value !== undefined ? entry : undefined;
      if (isChanging(owner)) {
        if (old) return patiently(old, ask());
        const value = await ask();
        keepOld(key, owner, value);
        return value;
      }
      if (old && Date.now() < awayUntil) return old.value;
      let asked = isOwn ? entry.asking : undefined;
      if (!asked) {
        const next: Entry<Value> = old
          ? { ...old, at: 0 }
          : { owner, value: undefined, at: 0, isAnswered: false, asking: undefined };
        put(key, next);
        asked = renew(key, next, ask);
        next.asking = asked;
        // Whoever got the older answer waits for it no more.
        asked.catch(() => {});
      }
      return old ? patiently(old, asked) : asked;
    },

    has: key => isFresh(some.get(key) ?? none.get(key)),

    forget(owner) {
      const keys = owner === undefined ? [...some.keys(), ...none.keys()] : [...(owned.get(owner) ?? [])];
      for (const key of keys) age(key);
    },

    change(owner) {
      this.forget(owner);
      changing.delete(owner);
      changing.set(owner, Date.now() + CHANGE_MS);
      for (const [each, until] of changing) {
        if (until > Date.now()) break;
        changing.delete(each);
      }
    },
  };
}
