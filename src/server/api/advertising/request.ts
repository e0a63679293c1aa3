import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import { checkedBy } from '../../http/validate.ts';
import type { AdRow, State } from '../../store/adRecords.ts';
import type { Accounts } from '../../store/records.ts';
import type { AccountRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { badFields, notFound, syntax } from './error.ts';
import type { Json } from './fields.ts';
import { aroundIt, type Change, type ChangeContext, type RecordKind } from './kind.ts';
import { MAX_ELEMENTS, readParameters } from './query.ts';

/** Whose records a request is about. */
export interface Whose {
  accounts: Accounts;
  /** The account, where the request names it. */
  named: AccountRow | undefined;
  /** Whether an account is one of them. */
  has: (accountId: string) => boolean;
}

/** Reads what a request names and sends; each throws what the client should hear. */
export function recordRequest<Row extends AdRow>(store: Store, kind: RecordKind<Row>) {
  const { one, records, alias = 'name' } = kind;
  const snake = one.replaceAll('-', '_');
  const around = aroundIt(one, kind.many);
  const problemsOf = checkedBy(Type.Partial(kind.body, { additionalProperties: false }));

  /** Whose records the request is about: those of all accounts that the token sees, or of the one that is named. */
  async function whoseOf(access: Access, parameters: Map<string, string>, sentId?: unknown): Promise<Whose> {
    const id = parameters.get('advertiser_id') ?? (sentId === undefined ? undefined : String(sentId));
    const code = parameters.get('advertiser_code');
    if (id === undefined && code === undefined)
      return { accounts: access.accounts, named: undefined, has: account => opens(access, account) };
    // Named it is one look-up, however many accounts there are.
    const [named] =
      code === undefined
        ? await store.accounts.ofAdvertisers(/^\d{1,15}$/.test(id!) ? [Number(id)] : [])
        : await store.accounts.list([code]);
    if (
      !named ||
      !opens(access, named.id) ||
      (id ?? String(named.advertiser_id)) !== String(named.advertiser_id)
    )
      throw notFound(`advertiser ${id ?? `"${code}"`}`);
    return { accounts: [named.id], named, has: account => account === named.id };
  }

  /** The numbers of the advertisers whose records these are. */
  async function advertisersOf(rows: readonly Row[]): Promise<Map<string, number>> {
    const accounts = await store.accounts.list([...new Set(rows.map(row => row.account_id))]);
    return new Map(accounts.map(account => [account.id, account.advertiser_id]));
  }

  /** The record that the request names by id or code. */
  async function find(
    { accounts, has }: Whose,
    parameters: Map<string, string>,
    sentId?: unknown,
  ): Promise<Row> {
    const id = parameters.get('id') ?? (sentId === undefined ? undefined : String(sentId));
    const code = parameters.get('code');
    if (id === undefined && code === undefined) throw syntax(`id: name the ${one}: ?id=… or ?code=…`);
    if (id !== undefined && !/^\d{1,15}$/.test(id)) throw syntax(`id: "${id}" is no whole number`);
    const ofCode = () =>
      records.search({
        accounts,
        filters: [{ is: 'one of', field: { column: 'code' }, values: [code!] }],
        sort: [],
        start: 0,
        limit: 2,
      });
    const rows = id !== undefined ? [await records.get(Number(id))] : (await ofCode()).rows;
    const found = rows.filter(row => row && has(row.account_id) && (code ?? row.code) === row.code);
    if (found.length > 1)
      throw syntax(`code: several advertisers have a ${one} "${code}"; name the advertiser_id`);
    if (!found[0]) throw notFound(`${one} ${id ?? `"${code}"`}`);
    return found[0];
  }

  /** The records that a request names: one, or several by their ids with commas between. */
  async function findAll(whose: Whose, parameters: Map<string, string>): Promise<Row[]> {
    const named = parameters.get('id');
    if (!named?.includes(',')) return [await find(whose, parameters)];
    const ids = named.split(',');
    if (ids.length > MAX_ELEMENTS) throw syntax(`id: ${ids.length} of them, name at most ${MAX_ELEMENTS}`);
    if (new Set(ids).size < ids.length) throw syntax('id: names one of them twice');
    const rows: Row[] = [];
    for (const id of ids) rows.push(await find(whose, new Map(parameters).set('id', id)));
    return rows;
  }

  /** What a body may write, and a warning for each field that only this side writes. */
  function readBody(body: unknown, method: 'POST' | 'PUT'): { sent: Json; warnings: string[] } {
    const whole = (body as Json | null | undefined)?.[one] ?? (body as Json | null | undefined)?.[snake];
    if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) {
      throw syntax(`${one}: send {"${one}": {…}}`);
    }
    const isOurs = (name: string) =>
      (kind.fields.find(each => each.name === name)?.readOnly ?? around.includes(name)) ||
      (name === 'id' && method === 'POST');
    const entries = Object.entries(whole);
    const sent = Object.fromEntries(entries.filter(([name]) => !isOurs(name)));
    // Who sends back what he was shown means no harm.
    const warnings = entries
      .filter(([name]) => isOurs(name))
      .map(([name]) => `${name}: is read only; it was ignored`);
    for (const each of ['name', alias]) {
      const text = sent[each];
      if (typeof text === 'string') sent[each] = text.trim();
    }
    for (const each of ['id', 'advertiser_id']) sent[each] = asNumber(sent[each]);
    return { sent, warnings };
  }

  /** The columns of a body; all that is wrong with it in one error. */
  async function readChange(
    sent: Json,
    required: boolean,
    context: ChangeContext<Row>,
  ): Promise<Change<Row>> {
    const { id: _, advertiser_id: __, ...own } = sent;
    const problems = problemsOf(own);
    if (required && own.name === undefined && own[alias] === undefined) {
      problems.unshift({ field: alias, message: `${alias}: is missing`, type: 'missing' });
    }
    for (const [field, value] of Object.entries(own)) {
      if (typeof value !== 'string' || !/\p{Surrogate}/u.test(value)) continue;
      problems.push({ field, message: `${field}: holds half a character`, type: 'text' });
    }
    if (problems.length) throw badFields(problems);
    const { columns, pixels } = await kind.read(own, context);
    const { code, state } = own as { code?: string | null; state?: State };
    // Who sends back all that he was shown has changed one of the two.
    const name = own[alias] === context.stored?.name ? (own.name ?? own[alias]) : (own[alias] ?? own.name);
    return {
      columns: {
        ...columns,
        ...(code !== undefined && { code }),
        ...(name !== undefined && { name }),
        ...(state !== undefined && { state }),
      } as Partial<Row>,
      pixels,
    };
  }

  return { whoseOf, advertisersOf, find, findAll, readBody, readChange };
}

/** An id as clients have it who keep all ids as texts: our own answer to a PUT has its one so. */
export const asNumber = (id: unknown): unknown =>
  typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id;

/** The parameters of a route that changes something. It takes no filter, which would seem to narrow what is changed. */
export function knownParameters({ query, params }: Asked, names: string[]): Map<string, string> {
  const parameters = namedParameters({ query, params });
  const unknown = [...parameters.keys()].find(name => !names.includes(name));
  if (unknown !== undefined) throw syntax(`${unknown}: is not known here; known: ${names.join(', ')}`);
  return parameters;
}

/** A request that may name its record in its path. */
export interface Asked {
  query: unknown;
  params: unknown;
}

/** The parameters of a query, with the id that the path has. */
export function namedParameters({ query, params }: Asked): Map<string, string> {
  const parameters = readParameters(query as string);
  const { id } = params as { id?: string };
  if (id === undefined) return parameters;
  if (parameters.has('id')) throw syntax('id: is in the path and in the query: name it once');
  return parameters.set('id', id);
}
