import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import { checkedBy } from '../../http/validate.ts';
import type { AdRow, State } from '../../store/adRecords.ts';
import type { AccountRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { badFields, notFound, syntax } from './error.ts';
import type { Json } from './fields.ts';
import type { Change, ChangeContext, RecordKind } from './kind.ts';
import { readParameters } from './query.ts';

/** Reads what a request names and sends; each throws what the client should hear. */
export function recordRequest<Row extends AdRow>(store: Store, kind: RecordKind<Row>) {
  const { one, records } = kind;
  const problemsOf = checkedBy(Type.Partial(kind.body, { additionalProperties: false }));

  /** The accounts that the request is about: those that the token sees, or the one that is named. */
  async function accountsOf(
    access: Access,
    parameters: Map<string, string>,
    sentId?: unknown,
  ): Promise<AccountRow[]> {
    const seen = (await store.accounts.list('*')).filter(({ id }) => opens(access, id));
    const id = parameters.get('advertiser_id') ?? (sentId === undefined ? undefined : String(sentId));
    const code = parameters.get('advertiser_code');
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

  /** What a body may write, and a warning for each field that only this side writes. */
  function readBody(body: unknown, method: 'POST' | 'PUT'): { sent: Json; warnings: string[] } {
    const whole = (body as Json | null | undefined)?.[one];
    if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) {
      throw syntax(`${one}: send {"${one}": {…}}`);
    }
    const isOurs = (name: string) =>
      kind.fields.some(each => each.name === name && each.readOnly) || (name === 'id' && method === 'POST');
    const entries = Object.entries(whole);
    const sent = Object.fromEntries(entries.filter(([name]) => !isOurs(name)));
    // Who sends back what he was shown means no harm.
    const warnings = entries
      .filter(([name]) => isOurs(name))
      .map(([name]) => `${name}: is read only; it was ignored`);
    if (typeof sent.name === 'string') sent.name = sent.name.trim();
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
    if (required && own.name === undefined) {
      problems.unshift({ field: 'name', message: 'name: is missing', type: 'missing' });
    }
    for (const [field, value] of Object.entries(own)) {
      if (typeof value !== 'string' || !/\p{Surrogate}/u.test(value)) continue;
      problems.push({ field, message: `${field}: holds half a character`, type: 'text' });
    }
    if (problems.length) throw badFields(problems);
    const { columns, pixels } = await kind.read(own, context);
    const { code, name, state } = own as { code?: string | null; name?: string; state?: State };
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

  return { accountsOf, find, readBody, readChange };
}

/** The parameters of a route that changes something. It takes no filter, which would seem to narrow what is changed. */
export function knownParameters(query: unknown, names: string[]): Map<string, string> {
  const parameters = readParameters(query as string);
  const unknown = [...parameters.keys()].find(name => !names.includes(name));
  if (unknown !== undefined) throw syntax(`${unknown}: is not known here; known: ${names.join(', ')}`);
  return parameters;
}
