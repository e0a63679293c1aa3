import { AsyncLocalStorage } from 'node:async_hooks';
import type { AdRecords, AdRow } from '../store/adRecords.ts';
import type { RecordName } from '../store/audit.ts';
import type { Store } from '../store/store.ts';

/** A record that was made, changed or removed. */
export interface Change {
  kind: RecordName;
  id: string;
  /** Null where it is of no one account. */
  accountId: string | null;
}

/** For a method, the record that a call of it changed. */
type Notes<Target> = {
  [Name in keyof Target]?: Target[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (result: Result, ...args: Args) => Change | undefined | Promise<Change>
    : never;
};

/** Every method of a store that changes records. What is made in one dialect is the same record in another. */
export const storeNotes = (store: Store): Notes<Store> => ({
  addAccount: (_, { id }) => change('account', id, id),
  changeAccount: (_, id) => change('account', id, id),
  addTag: (_, { write_key, account_id }) => change('tag', write_key, account_id),
  changeTag: async (_, writeKey) => change('tag', writeKey, (await store.tag(writeKey))?.account_id ?? null),
  addSavedPixel: (_, { id, account_id }) => change('saved_pixel', id, account_id),
  changeSavedPixel: (_, { id, account_id }) => change('saved_pixel', id, account_id),
  removeSavedPixel: (_, accountId, id) => change('saved_pixel', id, accountId),
  addPixelEvent: (_, { id, account_id }) => change('pixel_event', id, account_id),
  renamePixelEvent: (event, accountId, id) => event && change('pixel_event', id, accountId),
  removePixelEvent: (_, accountId, id) => change('pixel_event', id, accountId),
  addToken: (_, { id }) => change('token', id, null),
  revokeToken: (_, id) => change('token', id, null),
});

export const userNotes: Notes<Store['users']> = {
  add: (_, { name }) => change('user', name, null),
  remove: (_, name) => change('user', name, null),
};

export const recordNotes = (kind: RecordName): Notes<AdRecords<AdRow>> => ({
  add: (_, { id, account_id }) => change(kind, String(id), account_id),
  change: (_, { id, account_id }) => change(kind, String(id), account_id),
  remove: (_, { id, account_id }) => change(kind, String(id), account_id),
});

const change = (kind: RecordName, id: string, accountId: string | null): Change => ({ kind, id, accountId });

export interface NotedStore {
  store: Store;
  /** Runs a request, and puts into the list what it changes in the store. */
  noting(changes: Change[], request: () => void): void;
}

/** A store that tells what a request changed in it, whichever route it came by. */
export function noteChanges(store: Store): NotedStore {
  const current = new AsyncLocalStorage<Change[]>();
  const noted = <Target extends object>(target: Target, notes: object): Target =>
    withNotes(target, notes as Record<string, Note>, each => current.getStore()?.push(each));
  const { pixels, lineItems, campaigns } = store.advertising;
  const parts = {
    users: noted(store.users, userNotes),
    advertising: {
      ...store.advertising,
      pixels: noted(pixels, recordNotes('conversion_pixel')),
      lineItems: noted(lineItems, recordNotes('line_item')),
      campaigns: noted(campaigns, recordNotes('campaign')),
    },
  };
  const methods = noted(store, storeNotes(store));
  const whole = new Proxy(methods, {
    get: (target, name) =>
      Object.hasOwn(parts, name) ? parts[name as keyof typeof parts] : Reflect.get(target, name),
  });
  return { store: whole, noting: (changes, request) => current.run(changes, request) };
}

type Note = (result: unknown, ...args: unknown[]) => Change | undefined | Promise<Change>;

function withNotes<Target extends object>(
  target: Target,
  notes: Record<string, Note>,
  note: (change: Change) => void,
): Target {
  return new Proxy(target, {
    get(_, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const changeOf = Object.hasOwn(notes, name) ? notes[name as string] : undefined;
      if (!changeOf) return value.bind(target);
      return async (...args: unknown[]) => {
        const result = await value.apply(target, args);
        // False says that there was nothing to change.
        const found = result === false ? undefined : await changeOf(result, ...args);
        if (found) note(found);
        return result;
      };
    },
  });
}
