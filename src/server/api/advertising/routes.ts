import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../access/access.ts';
import { NOT_PUBLISHER } from '../../access/published.ts';
import type { AdPage } from '../../store/adQuery.ts';
import type { AdRow } from '../../store/adRecords.ts';
import { Exists, InUse, NoSuchRecord } from '../../store/errors.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { sendCsv } from '../sendCsv.ts';
import { whileThere } from '../whileThere.ts';
import { notFound, ResponseError, syntax } from './error.ts';
import { type Json, MEMBER_ID } from './fields.ts';
import { isPlain } from './filters.ts';
import type { RecordKind } from './kind.ts';
import { onePath } from './onePath.ts';
import { MAX_ELEMENTS, readQuery } from './query.ts';
import { knownParameters, namedParameters, recordRequest } from './request.ts';
import { recordSchemas } from './schemas.ts';
import { timeOf } from './timeOf.ts';

/** List, make, change, remove and describe the records of one kind. */
export function recordRoutes<Row extends AdRow>(
  app: FastifyInstance,
  kind: RecordKind<Row>,
  { store, random, now, version }: ApiParts,
): void {
  const { path, one, many, records } = kind;
  const schemas = recordSchemas(kind);
  const { whoseOf, advertisersOf, find, findAll, readBody, readChange } = recordRequest(store, kind);

  const debug = (term: string, warnings: string[] = []) => ({
    dbg_info: { output_term: term, version, warnings },
  });
  const oneOf = (json: Json, id: number | string, warnings: string[]) => ({
    response: {
      status: 'OK',
      count: 1,
      id,
      start_element: 0,
      num_elements: MAX_ELEMENTS,
      [one]: json,
      ...debug(one, warnings),
    },
  });

  const rowJson = (row: Row, advertisers: Map<string, number>): Json => ({
    id: row.id,
    code: row.code,
    name: row.name,
    ...(kind.alias && { [kind.alias]: row.name }),
    state: row.state,
    ...kind.toJson(row),
    created_on: timeOf(row.created_at),
    last_modified: timeOf(row.last_modified),
    advertiser_id: advertisers.get(row.account_id) ?? null,
    member_id: MEMBER_ID,
  });
  const wholeJson = async (row: Row): Promise<Json> => ({
    ...rowJson(row, await advertisersOf([row])),
    ...(await kind.linksOf([row]))(row),
  });

  function mayPublish(access: Access, before: Row | undefined, after: Row): void {
    if (access.publish || !kind.publishes?.(before, after)) return;
    throw new ResponseError('UNAUTH', `piggyback_pixels: ${NOT_PUBLISHER}`);
  }

  async function codeIsFree<Result>(change: Promise<Result>): Promise<Result> {
    try {
      return await change;
    } catch (error) {
      if (error instanceof NoSuchRecord) throw notFound('pixels: a pixel that was linked is');
      if (!(error instanceof Exists) || error.field !== 'code') throw error;
      throw new ResponseError('INTEGRITY', `code: this advertiser has a ${one} of that code already`, {
        error_code: 'CODE_EXISTS',
      });
    }
  }

  const columns = kind.fields.map(({ name }) => name);

  /** All that is found, from the first page on. */
  async function* linesOf(
    first: AdPage<Row>,
    read: (after: Row) => Promise<AdPage<Row>>,
  ): AsyncGenerator<Json[]> {
    for (let { rows } = first; rows.length > 0; { rows } = await read(rows.at(-1)!)) {
      const [linksOf, advertisers] = [await kind.linksOf(rows), await advertisersOf(rows)];
      yield rows.map(row => ({ ...rowJson(row, advertisers), ...linksOf(row) }));
      if (rows.length < MAX_ELEMENTS) return;
    }
  }

  const list = async ({ access, query, params }: FastifyRequest, reply: FastifyReply) => {
    const parameters = namedParameters({ query, params });
    const asked = readQuery(parameters, kind.fields);
    const { accounts } = await whoseOf(access, parameters);
    const { filters, sort, pick } = asked;
    const signal = whileThere(reply);
    const which = { accounts, filters };
    if (asked.isCsv) {
      const read = (after?: Row) =>
        records.search({ ...which, sort: [], start: 0, limit: MAX_ELEMENTS, after }, signal);
      return sendCsv(reply, many, columns, linesOf(await read(), read));
    }
    const { rows, count } = await records.search(
      { ...which, sort, start: asked.start ?? 0, limit: asked.size ?? MAX_ELEMENTS },
      signal,
    );
    const named = parameters.get('id') ?? parameters.get('code');
    if (!count && named !== undefined && !named.includes(',')) throw notFound(`${one} ${named}`);
    const [linksOf, advertisers] = [await kind.linksOf(rows), await advertisersOf(rows)];
    return {
      response: {
        status: 'OK',
        [many]: rows.map(row => pick({ ...rowJson(row, advertisers), ...linksOf(row) })),
        count,
        start_element: asked.start,
        num_elements: asked.size,
        ...debug(many),
      },
    };
  };

  app.get(`${path}/meta`, { schema: schemas.meta }, async () => ({
    response: {
      status: 'OK',
      fields: kind.fields.map(field => ({
        name: field.name,
        type: field.type,
        sort_by: isPlain(field),
        filter_by: isPlain(field),
        read_only: field.readOnly ?? false,
        required_on: field.requiredOn ?? null,
        default: field.default ?? null,
        ...(field.values && { values: field.values }),
      })),
      ...debug('fields'),
    },
  }));

  app.post(path, { schema: schemas.make }, async ({ access, query, params, body, headers }) => {
    const parameters = knownParameters({ query, params }, ['advertiser_id', 'advertiser_code']);
    const { sent, warnings } = readBody(body, 'POST');
    const { named: account } = await whoseOf(access, parameters, sent.advertiser_id);
    if (!account) throw syntax('advertiser_id: name the advertiser: ?advertiser_id=… or ?advertiser_code=…');
    if (sent.advertiser_id !== undefined && sent.advertiser_id !== account.advertiser_id) {
      throw syntax('advertiser_id: the query names another one than the body');
    }
    const context = { stored: undefined, accountId: account.id, isAppending: false, host: headers.host };
    const { columns, pixels } = await readChange(sent, true, context);
    const time = now();
    for (;;) {
      const row = {
        ...kind.defaults,
        code: null,
        state: 'active',
        ...columns,
        account_id: account.id,
        // Drawn, not counted up: nobody learns from one how many there are.
        id: random.int(100_000_000, 2_147_483_647),
        created_at: time,
        last_modified: time,
        revision: 0,
      } as unknown as Row;
      mayPublish(access, undefined, row);
      if (await kind.isTaken?.(row.id)) continue;
      try {
        await codeIsFree(records.add({ ...row, ...(pixels && { pixels }) }));
      } catch (error) {
        if (error instanceof Exists) continue;
        throw error;
      }
      return oneOf(await wholeJson(row), row.id, warnings);
    }
  });

  const change = async ({ access, query, params, body, headers }: FastifyRequest) => {
    const names = ['advertiser_id', 'advertiser_code', 'id', 'code', 'append'];
    const parameters = knownParameters({ query, params }, names);
    // Python writes True.
    const append = (parameters.get('append') ?? 'false').toLowerCase();
    if (append !== 'true' && append !== 'false') throw syntax('append: must be true or false');
    const isAppending = append === 'true';
    const { sent, warnings } = readBody(body, 'PUT');
    const whose = await whoseOf(access, parameters);
    // Again where another change came in between: this one is checked against what is stored.
    for (;;) {
      const stored = await find(whose, parameters, parameters.has('code') ? undefined : sent.id);
      const owner = (await advertisersOf([stored])).get(stored.account_id);
      if (sent.id !== undefined && sent.id !== stored.id) throw syntax(`id: can't be changed`);
      if (sent.advertiser_id !== undefined && sent.advertiser_id !== owner) {
        throw syntax("advertiser_id: can't be changed");
      }
      const context = { stored, accountId: stored.account_id, isAppending, host: headers.host };
      const { columns, pixels } = await readChange(sent, false, context);
      const change = { ...columns, last_modified: now() } as Partial<Row>;
      mayPublish(access, stored, { ...stored, ...change });
      const isSame = !Object.keys(columns).length && !pixels;
      if (isSame || (await codeIsFree(records.change(stored, { ...change, ...(pixels && { pixels }) })))) {
        const row = isSame ? stored : { ...stored, ...change };
        return oneOf(await wholeJson(row), String(row.id), warnings);
      }
    }
  };

  const remove = async ({ access, query, params }: FastifyRequest) => {
    const parameters = knownParameters({ query, params }, ['advertiser_id', 'advertiser_code', 'id', 'code']);
    const rows = await findAll(await whoseOf(access, parameters), parameters);
    // All of them are looked at before the first goes.
    for (const row of rows) if (await kind.isInUse?.(row)) throw await usedBy(row);
    for (const row of rows) {
      try {
        if (!(await records.remove(row.id))) throw notFound(`${one} ${row.id}`);
      } catch (error) {
        throw error instanceof InUse ? await usedBy(row) : error;
      }
    }
    const id = rows.map(row => row.id).join(',');
    return { response: { status: 'OK', count: rows.length, id, ...debug(one) } };
  };
  const usedBy = async (row: Row) => new ResponseError('INTEGRITY', await kind.inUse(row));

  app.get(path, { schema: schemas.list }, list);
  app.put(path, { schema: schemas.change }, change);
  app.delete(path, { schema: schemas.remove }, remove);
  // The same by the path alone, as some clients name a record.
  app.get(onePath(path), { schema: schemas.one }, list);
  app.put(onePath(path), { schema: schemas.changeOne }, change);
  app.delete(onePath(path), { schema: schemas.removeOne }, remove);
}
