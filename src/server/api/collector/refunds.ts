import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens, ownAccount, ownTag } from '../../access/auth.ts';
import { counts, REFUND } from '../../attribution/refund.ts';
import { invalid } from '../../http/errors.ts';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { MARKS, readMarks } from '../../store/conversionMarks.ts';
import type { StoredEvent } from '../../store/event.ts';
import type { RefundRow, TagRow } from '../../store/rows.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { countedBody, tooManyError } from '../bodies.ts';
import { isoTime } from '../time.ts';
import { readCsv } from './readCsv.ts';
import { MAX_REFUNDS, type NewRefund, readAccount, readRefunds } from './refundsBody.ts';

const MAX_LIMIT = 500;

const RefundsAnswer = exactly({
  refunds: Type.Array(
    exactly(
      {
        account_id: Type.String(),
        writeKey: hex32,
        messageId: Type.String(),
        time,
        order_id: Type.String(),
        value: nullable(
          Type.Number({ description: 'What was given back; null: the whole order, or what is marked.' }),
        ),
        value_sent: nullable(
          Type.String({ description: 'The value as it came, where that is no plain number.' }),
        ),
        currency: nullable(Type.String()),
        counts: Type.Boolean({ description: 'Whether it lowers what its order is worth.' }),
        marks: Type.Array(Type.Enum([...MARKS])),
      },
      { title: 'Refund' },
    ),
  ),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});

const ListQuery = Type.Object(
  {
    account_id: Type.Optional(Type.String()),
    order_id: Type.Optional(Type.String({ maxLength: 255 })),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const WhereQuery = Type.Object(
  { account_id: Type.Optional(Type.String()), write_key: Type.Optional(Type.String()) },
  { additionalProperties: false },
);

const Added = exactly({
  added: Type.Integer({ minimum: 0, description: 'Refunds that are new.' }),
  known: Type.Integer({ minimum: 0, description: 'Refunds that were there already, by their ids.' }),
});

const textOrNumber = (most: number, description?: string) =>
  Type.Unsafe({
    type: ['string', 'number', 'null'],
    maxLength: most,
    ...(description && { description }),
  });
const optionalText = (most: number, description?: string) =>
  Type.Optional(
    Type.Unsafe({ type: ['string', 'null'], maxLength: most, ...(description && { description }) }),
  );

/** As the document has it: the route reads its body itself, which may be CSV. */
const Body = Type.Object({
  account_id: Type.Optional(Type.String()),
  order_id: Type.Optional(Type.Unsafe({ type: ['string', 'number'], maxLength: 255 })),
  value: Type.Optional(
    Type.Unsafe({
      type: ['number', 'string', 'null'],
      minimum: 0,
      description: 'What is given back. Without one: the whole order.',
    }),
  ),
  currency: optionalText(3),
  id: Type.Optional(textOrNumber(200, 'Counts once, however often it comes.')),
  time: optionalText(40),
  write_key: optionalText(100, 'The tag of the order, where the account has several.'),
  refunds: Type.Optional(Type.Array(Type.Object({}), { maxItems: MAX_REFUNDS })),
});

const refundJson = (row: RefundRow) => ({
  account_id: row.account_id,
  writeKey: row.write_key,
  messageId: row.message_id,
  time: isoTime(row.time),
  order_id: row.order_id,
  value: row.value,
  value_sent: row.value_sent || null,
  currency: row.currency || null,
  counts: counts(row),
  marks: readMarks(row.marks),
});

/** What is given back of orders: by JSON or CSV. Each is an event, as those of pages are. */
export const refunds: ApiRoutes = async (app, { store, accept, now, random, limits }) => {
  const parse = countedBody(limits, tooManyError, (_request, text, done) => {
    try {
      done(null, { refunds: readCsv(text, MAX_REFUNDS) });
    } catch (error) {
      const message = `csv: ${(error as Error).message}`;
      done(invalid({ field: 'csv', message, type: 'csv' }));
    }
  });
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, parse);

  /** The tag whose order a refund is of. */
  async function tagOf(
    access: Access,
    accountId: string | undefined,
    key: string | undefined,
  ): Promise<TagRow> {
    const named = accountId === undefined ? undefined : await ownAccount(store, access, accountId);
    if (key !== undefined) {
      const tag = await ownTag(store, access, key);
      if (named === undefined || tag.account_id === named.id) return tag;
      throw wrong('write_key', `the account "${named.id}" has no tag "${key}"`);
    }
    const only = access.accounts === '*' || access.accounts.length !== 1 ? undefined : access.accounts[0];
    const id = accountId ?? only ?? (await onlyAccount(access));
    if (id === undefined) throw wrong('account_id', 'name the account of the orders');
    const account = named ?? (await ownAccount(store, access, id));
    const tags = await store.tags.list([account.id]);
    const [first] = tags;
    if (!first) throw wrong('write_key', `the account "${id}" has no tag, so it has no orders`);
    if (tags.length === 1 || account.orders_across_tags === 1) return first;
    throw wrong('write_key', `the account "${id}" has several tags: name the one of the order`);
  }

  async function onlyAccount(access: Access): Promise<string | undefined> {
    const own = (await store.accounts.list('*')).filter(({ id }) => opens(access, id));
    return own.length === 1 ? own[0]!.id : undefined;
  }

  function eventOf(refund: NewRefund, { write_key: writeKey }: TagRow): StoredEvent {
    const { order_id, value, currency } = refund;
    const id = refund.id ?? (value === undefined ? `whole ${order_id}` : random.uuid());
    const at = now();
    return {
      writeKey,
      messageId: `refund:${id.length > MAX_ID ? createHash('sha256').update(id).digest('hex') : id}`,
      type: 'track',
      event: REFUND,
      anonymousId: '',
      userId: '',
      receivedAt: at,
      time: Math.min(refund.time ?? at, at),
      clamped: false,
      fields: {
        event: REFUND,
        properties: {
          order_id,
          ...(value !== undefined && { value: String(value) }),
          ...(currency && { currency }),
        },
        // Whoever has a token vouches for it.
        context: { tgp: { signed: 'true', refund: id } },
      },
    };
  }

  app.post(
    '/conversions/refunds',
    {
      schema: {
        summary: 'Give orders back, whole or in parts',
        description:
          'One refund, or {"refunds": […]}; or CSV with the same names in its first row. Where one is wrong, none is stored.',
        consumes: ['application/json', 'text/csv'],
        querystring: WhereQuery,
        response: { 200: Added },
        shown: { body: Body, refusals: [404] },
      },
    },
    async ({ access, query, body }) => {
      const inBody = readAccount(body);
      const accountId = query.account_id ?? inBody;
      const events: [StoredEvent, TagRow][] = [];
      const tags = new Map<string | undefined, TagRow>();
      for (const refund of readRefunds(body)) {
        const key = refund.write_key ?? query.write_key;
        const tag = tags.get(key) ?? (await tagOf(access, accountId, key));
        tags.set(key, tag);
        events.push([eventOf(refund, tag), tag]);
      }
      const isNew = await Promise.all(events.map(([event, tag]) => accept(event, 0, tag)));
      const added = isNew.filter(Boolean).length;
      return { added, known: isNew.length - added };
    },
  );

  app.get(
    '/conversions/refunds',
    {
      schema: {
        summary: 'List the refunds, the last to arrive first, those that do not count too',
        querystring: ListQuery,
        response: { 200: RefundsAnswer },
        shown: { refusals: [404] },
      },
    },
    async ({ access, query }) => {
      const { account_id, order_id: orderId, limit = 50, cursor } = query;
      const accounts =
        account_id === undefined
          ? (await store.accounts.list('*')).map(({ id }) => id).filter(id => opens(access, id))
          : [(await ownAccount(store, access, account_id)).id];
      const page = await store.refunds({ accounts, orderId, limit, cursor });
      return { refunds: page.refunds.map(refundJson), next: page.next };
    },
  );
};

/** Longest id that is a part of a `messageId` as it is. */
const MAX_ID = 240;

const wrong = (field: string, fix: string) =>
  invalid({ field, message: `${field}: ${fix}`, type: 'missing' });
