import { AsyncLocalStorage } from 'node:async_hooks';
import type { RecordName } from '../store/audit.ts';
import { definedOf } from '../store/definedOf.ts';
import type { Records } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { pixelText, tagText } from './published.ts';

/** A record that was made, changed or removed. */
export interface Change {
  kind: RecordName;
  id: string;
  /** Null where it is of no one account. */
  accountId: string | null;
  /** What pages run of others since, as JSON; only where that changed. */
  published?: string;
}

/** The store's records that people make and change. */
export type RecordsName = {
  [Name in keyof Store]: Store[Name] extends { add: unknown; change: unknown; remove: unknown }
    ? Name
    : never;
}[keyof Store];

type RowOf<Name extends RecordsName> = NonNullable<Awaited<ReturnType<Store[Name]['get']>>>;

/** What each kind is called in the audit log, its id and account there, and what it has pages run of others. */
const NOTED: {
  [Name in RecordsName]: [
    kind: RecordName,
    of: (row: RowOf<Name>) => [id: string | number, string | null],
    published?: (row: RowOf<Name>) => string | undefined,
  ];
} = {
  accounts: ['account', ({ id }) => [id, id]],
  tags: ['tag', ({ write_key, account_id }) => [write_key, account_id], tagText],
  savedPixels: ['saved_pixel', ({ id, account_id }) => [id, account_id]],
  pixelEvents: ['pixel_event', ({ id, account_id }) => [id, account_id]],
  conversionPixels: ['conversion_pixel', ({ id, account_id }) => [id, account_id], pixelText],
  lineItems: ['line_item', ({ id, account_id }) => [id, account_id]],
  campaigns: ['campaign', ({ id, account_id }) => [id, account_id]],
  segments: ['segment', ({ id, account_id }) => [id, account_id]],
  users: ['user', ({ name }) => [name, null]],
  invitations: ['invitation', ({ id }) => [id, null]],
  tokens: ['token', ({ id }) => [id, null]],
};

export interface NotedStore {
  store: Store;
  /** Runs a request, and puts into the list what it changes in the store. */
  noting(changes: Change[], request: () => void): void;
}

/** A store that tells what a request changed in it, whichever route it came by. */
export function noteChanges(store: Store): NotedStore {
  const current = new AsyncLocalStorage<Change[]>();
  const noted = Object.fromEntries(
    Object.entries(NOTED).map(([name, [kind, of, publishedOf]]) => {
      const textOf = (row: object | undefined) => row && publishedOf?.(row as never);
      const note: Note = (before, after) => {
        const [id, accountId] = of((after ?? before) as never);
        const text = textOf(after);
        const published = text === textOf(before) ? {} : { published: text ?? NOTHING };
        current.getStore()?.push({ kind, id: String(id), accountId, ...published });
      };
      return [name, withNotes(store[name as RecordsName] as unknown as AnyRecords, note)];
    }),
  );
  return { store: over(store, noted), noting: (changes, request) => current.run(changes, request) };
}

/** Told of a record as it was, and as it is. */
type Note = (before: object | undefined, after: object | undefined) => void;

/** What pages run of what was taken out. */
const NOTHING = '{}';

type AnyRecords = Records<object, unknown[], unknown[], object, object>;

function withNotes(records: AnyRecords, note: Note): AnyRecords {
  const noted: Pick<AnyRecords, 'add' | 'change' | 'remove'> = {
    async add(given) {
      const row = await records.add(given);
      note(undefined, row);
      return row;
    },
    async change(read, change) {
      const isChanged = await records.change(read, change);
      if (isChanged) note(read, { ...read, ...definedOf(change) });
      return isChanged;
    },
    async remove(...key) {
      const row = await records.get(...key);
      const isRemoved = await records.remove(...key);
      if (isRemoved && row) note(row, undefined);
      return isRemoved;
    },
  };
  return over(records, noted);
}

/** An engine's parts with some of their own over them. The others run on the engine: it may keep its state to itself. */
const over = <Target extends object>(target: Target, own: object): Target =>
  new Proxy(target, {
    get(_, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name);
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
