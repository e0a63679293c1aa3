import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import { checkedBy } from '../../http/validate.ts';
import type { AdRow, State } from '../../store/adRecords.ts';
import type { AccountRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { badFields, notFound, syntax } from './error.ts';
import type { Json } from './fields.ts';
import { aroundIt, type Change, type ChangeContext, type RecordKind } from './kind.ts';
import { MAX_ELEMENTS, readParameters } from './query.ts';

/** Reads what a request names and sends; each throws what the client should hear. */
export function recordRequest<Row extends AdRow>(store: Store, kind: RecordKind<Row>) {
  const { one, records, alias = 'name' } = kind;
  const snake = one.replaceAll('-', '_');
  const around = aroundIt(one, kind.many);
  const problemsOf = checkedBy(Type.Partial(kind.body, { additionalProperties: false }));

  /** The accounts that the request is about: those that the token sees, or the one that is named. */
  async function accountsOf(
    access: Access,
    parameters: Map<string, string>,
    sentId?: unknown,
  ): Promise<AccountRow[]> {
    const id = parameters.get('advertiser_id') ?? (sentId === undefined ? undefined : String(sentId));
    const code = parameters.get('advertiser_code');
    // Named by its code it is one look-up, however many accounts there are.
    const seen = (await store.accounts.list(code === undefined ? access.accounts : [code])).filter(account =>
      opens(access, account.id),
    );
    if (id === undefined && code === undefined) return seen;
    const named = seen.filter(
      account =>
        (id ?? String(account.advertiser_id)) === String(account.advertiser_id) &&
        (code ?? account.id) === account.id,
    );
    if (!named.length) throw notFound(`advertiser ${id ?? `"${code}"`}`);
    return named;
  }

  /** The record that the request names by id or code. */
  async function find(
    accounts: AccountRow[],
    parameters: Map<string, string>,
    sentId?: unknown,
  ): Promise<Row> {
    const id = parameters.get('id') ?? (sentId === undefined ? undefined : String(sentId));
    const code = parameters.get('code');
    if (id === undefined && code === undefined) throw syntax(`id: name the ${one}: ?id=… or ?code=…`);
    if (id !== undefined && !/^\d{1,15}$/.test(id)) throw syntax(`id: "${id}" is no whole number`);
    const ofCode = () =>
      records.search({
        accounts: accounts.map(account => account.id),
        filters: [{ is: 'one of', field: { column: 'code' }, values: [code!] }],
        sort: [],
        start: 0,
        limit: 2,
      });
    const rows = id !== undefined ? [await records.get(Number(id))] : (await ofCode()).rows;
    const found = rows.filter(
      row =>
        row && accounts.some(account => account.id === row.account_id) && (code ?? row.code) === row.code,
    );
    if (found.length > 1)
      throw syntax(`code: several advertisers have a ${one} "${code}"; name the advertiser_id`);
    if (!found[0]) throw notFound(`${one} ${id ?? `"${code}"`}`);
    return found[0];
  }

  /** The records that a request names: one, or several by their ids with commas between. */
  async function findAll(accounts: AccountRow[], parameters: Map<string, string>): Promise<Row[]> {
    const named = parameters.get('id');
    if (!named?.includes(',')) return [await find(accounts, parameters)];
    const ids = named.split(',');
    if (ids.length > MAX_ELEMENTS) throw syntax(`id: ${ids.length} of them, name at most ${MAX_ELEMENTS}`);
    if (new Set(ids).size < ids.length) throw syntax('id: names one of them twice');
    const rows: Row[] = [];
    for (const id of ids) rows.push(await find(accounts, new Map(parameters).set('id', id)));
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

  return { accountsOf, find, findAll, readBody, readChange };
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
