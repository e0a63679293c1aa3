import { Type } from 'typebox';
import { notForTheDemo, ownAccount } from '../../access/auth.ts';
import { type AuditRow, RECORD_NAMES } from '../../store/audit.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { oneOf } from '../oneOf.ts';
import { everyPage, jsonOf } from '../recordList.ts';
import { format, orCsv, sendCsv } from '../sendCsv.ts';
import { isoTime, readTime, TimeParameter } from '../time.ts';

const MAX_LIMIT = 500;

const AuditQuery = Type.Object(
  {
    account_id: Type.Optional(Type.String()),
    from: TimeParameter,
    to: TimeParameter,
    actor: Type.Optional(
      Type.String({ maxLength: 200, description: 'Who it was, by the name that an entry has.' }),
    ),
    record_kind: Type.Optional(
      Type.Enum([...RECORD_NAMES], { fix: oneOf(RECORD_NAMES), description: 'What was changed.' }),
    ),
    format,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const textOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const AuditPage = Type.Object({
  entries: Type.Array(
    Type.Object({
      time: Type.String({ format: 'date-time' }),
      actor: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
      method: Type.String(),
      route: Type.String(),
      record_kind: textOrNull,
      record_id: textOrNull,
      account_id: textOrNull,
      status: Type.Integer(),
      published: Type.Optional(
        Type.String({ description: 'What pages run of others since, as JSON; where that changed.' }),
      ),
    }),
  ),
  next: textOrNull,
});

const entryJson = ({ seq: _, time, actor_kind, actor_id, actor_name, published, ...row }: AuditRow) => ({
  time: isoTime(time),
  actor: { kind: actor_kind, id: actor_id, name: actor_name },
  ...row,
  ...(published !== null && { published }),
});

/** An entry as a line of a CSV. */
const lineJson = ({ time, ...row }: AuditRow) => ({ ...row, time: isoTime(time) });

const COLUMNS = [
  'time',
  'actor_kind',
  'actor_id',
  'actor_name',
  'method',
  'route',
  'record_kind',
  'record_id',
  'account_id',
  'status',
  'published',
];

/** Who changed what, newest first. Users, tokens and log-ins are of no account: a token for all of them sees those. */
export const audit: ApiRoutes = async (app, { store }) => {
  app.get(
    '/audit',
    {
      schema: {
        summary: 'List who changed what, newest first',
        querystring: AuditQuery,
        response: { 200: AuditPage },
        shown: { response: { 200: orCsv(AuditPage) }, refusals: [403, 404] },
      },
    },
    async ({ access, query }, reply) => {
      notForTheDemo(access);
      const { account_id, actor, record_kind: kind, format, limit, cursor } = query;
      const from = readTime('from', query.from);
      const to = readTime('to', query.to);
      const accounts =
        account_id === undefined ? access.accounts : [(await ownAccount(store, access, account_id)).id];
      const filter = { accounts, from, to, actor, kind };
      if (format === 'csv') {
        const read = (from?: string) => store.audit.list({ ...filter, limit: MAX_LIMIT, cursor: from });
        return sendCsv(reply, 'audit', COLUMNS, jsonOf(everyPage(await read(cursor), read), lineJson));
      }
      const { rows, next } = await store.audit.list({ ...filter, limit: limit ?? 50, cursor });
      return { entries: rows.map(entryJson), next };
    },
  );
};
