import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { ownAccount, ownTag } from '../../access/auth.ts';
import { addTag } from '../../access/firstTag.ts';
import { isReserved, OWN_PATH } from '../../access/ownPath.ts';
import { needsOwnerOfUsers } from '../../access/ownUsers.ts';
import { needsPeople } from '../../access/personRight.ts';
import { NOT_PUBLISHER, runsScripts } from '../../access/published.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import { MIN_RETENTION_DAYS } from '../../jobs/retention.ts';
import { Exists } from '../../store/errors.ts';
import type { TagRow } from '../../store/rows.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { label as name } from '../label.ts';
import { answerList, LIST_PARAMETERS } from '../recordList.ts';
import { orCsv } from '../sendCsv.ts';
import { isoTime } from '../time.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { answerErasure, countOf, ErasureQuery, erasureAnswers } from './answerErasure.ts';
import { type TagAnswer as Answer, TagAnswer, TagsAnswer } from './tagsAnswers.ts';

/** Most hosts of a tag. */
const MAX_HOSTS = 100;

const domain = Type.String({
  maxLength: 500,
  pattern: '^(https?://)?[^\\s\\p{Cc}\\p{Cs}/:?#@]+(:\\d{1,5})?(/[^\\s\\p{Cc}\\p{Cs}]*)?$',
  fix: 'must be a host name or a web address, like "shop.example" or "https://shop.example"',
});
/** Most names in a list: each is looked for in every address. */
const MAX_PARAMETERS = 100;
const ParameterNames = Type.Array(
  Type.String({ minLength: 1, maxLength: 100, fix: 'must be 1 to 100 characters' }),
  {
    maxItems: MAX_PARAMETERS,
    fix: `must be a list of at most ${MAX_PARAMETERS} names of parameters, like ["customer"]`,
  },
);
const NewTag = Type.Object({ name, domain }, { additionalProperties: false });
const TagChange = Type.Object(
  {
    name: Type.Optional(name),
    domain: Type.Optional(domain),
    disabled: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
    images_only: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
    hosts: Type.Optional(
      Type.Array(
        Type.String({
          maxLength: 253,
          pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\\d{1,5})?$',
          fix: 'must be a host in lower case, like "shop.example" or "shop.example:8443"',
        }),
        { maxItems: MAX_HOSTS, fix: `must be a list of at most ${MAX_HOSTS} hosts` },
      ),
    ),
    retention_days: Type.Optional(
      Type.Unsafe<number | null>({
        type: ['integer', 'null'],
        minimum: MIN_RETENTION_DAYS,
        maximum: 36_500,
        fix: `must be null or a whole number of days from ${MIN_RETENTION_DAYS} to 36500`,
      }),
    ),
    cut_parameters: Type.Optional(ParameterNames),
    keep_parameters: Type.Optional(ParameterNames),
    path: Type.Optional(
      Type.Unsafe<string | null>({
        type: ['string', 'null'],
        pattern: OWN_PATH,
        fix: 'must be null or one segment of a-z, 0-9 and -, at most 32 of them, like "garden-news"',
      }),
    ),
  },
  { additionalProperties: false },
);

const TagsQuery = Type.Object(LIST_PARAMETERS, { additionalProperties: false });
const OneAccount = Type.Object({ id: Type.String() });
const OneTag = Type.Object({ id: Type.String(), writeKey: Type.String() });

/** Left out where there are none. */
const namesOf = (name: 'cut_parameters' | 'keep_parameters', { [name]: list = '[]' }: TagRow) =>
  list === '[]' ? {} : { [name]: JSON.parse(list) as string[] };

const tagJson = (tag: TagRow): Answer => ({
  write_key: tag.write_key,
  account_id: tag.account_id,
  name: tag.name,
  domain: tag.domain,
  disabled: tag.disabled === 1,
  images_only: tag.images_only === 1,
  retention_days: tag.retention_days,
  ...namesOf('cut_parameters', tag),
  ...namesOf('keep_parameters', tag),
  path: tag.path,
  hosts: JSON.parse(tag.hosts) as string[],
  secret_made_at: tag.secret_made_at === null ? null : isoTime(tag.secret_made_at),
  created_at: isoTime(tag.created_at),
});

const flag = (is: boolean) => (is ? (1 as const) : (0 as const));

/** Whose it is stays untold. */
function refuseTaken(error: unknown): never {
  if (!(error instanceof Exists) || error.field !== 'path') throw error;
  throw new HttpError('duplicate_entry', 'path: another tag has this path, or had it: choose another');
}

/** Tags: each owns a write key. */
export const tags: ApiRoutes = async (app, { store, random, now }) => {
  /** The field by which a change has a tag run scripts of others that it did not run; undefined where it runs none. */
  async function publishing(before: TagRow, after: TagRow): Promise<string | undefined> {
    const opened = (['images_only', 'disabled'] as const).find(name => before[name] && !after[name]);
    if (!opened || after.images_only || after.disabled) return undefined;
    const pixels = await store.conversionPixels.list([after.account_id]);
    return opened === 'images_only' || pixels.some(runsScripts) ? opened : undefined;
  }

  async function tagOf(access: Access, { id, writeKey }: { id: string; writeKey: string }): Promise<TagRow> {
    const tag = await ownTag(store, access, writeKey);
    if (tag.account_id === id) return tag;
    throw new HttpError('not_found', `no tag "${writeKey}" in the account "${id}"`);
  }

  app.post(
    '/accounts/:id/tags',
    { schema: { summary: 'Make a tag', params: OneAccount, body: NewTag, response: { 201: TagAnswer } } },
    async (request, reply) => {
      const account = await ownAccount(store, request.access, request.params.id);
      const tag = await addTag({ store, random, now }, { account_id: account.id, ...request.body });
      return reply.code(201).send(tagJson(tag));
    },
  );

  app.get(
    '/accounts/:id/tags',
    {
      schema: {
        summary: "List an account's tags",
        params: OneAccount,
        querystring: TagsQuery,
        response: { 200: TagsAnswer },
        shown: { response: { 200: orCsv(TagsAnswer) } },
      },
    },
    async ({ access, params, query }, reply) => {
      const account = await ownAccount(store, access, params.id);
      return answerList(
        reply,
        query,
        {
          records: store.tags,
          accounts: [account.id],
          file: 'tags',
          toJson: tagJson,
          columns: Object.keys(TagAnswer.properties),
        },
        tags => ({ tags }),
      );
    },
  );

  app.get(
    '/accounts/:id/tags/:writeKey',
    { schema: { summary: 'Get a tag', params: OneTag, response: { 200: TagAnswer } } },
    async ({ access, params }) => tagJson(await tagOf(access, params)),
  );

  app.patch(
    '/accounts/:id/tags/:writeKey',
    { schema: { summary: 'Change a tag', params: OneTag, body: TagChange, response: { 200: TagAnswer } } },
    async request => {
      const { access, params, body } = request;
      const tag = await tagOf(access, params);
      const { disabled, images_only, cut_parameters, keep_parameters, hosts, ...texts } = body;
      if (texts.path && isReserved(texts.path)) {
        const message = `path: "${texts.path}" is an address of the collector's own: choose another`;
        throw invalid({ field: 'path', message, type: 'reserved' });
      }
      const change = {
        ...texts,
        ...(disabled !== undefined && { disabled: flag(disabled) }),
        ...(images_only !== undefined && { images_only: flag(images_only) }),
        ...(cut_parameters && { cut_parameters: JSON.stringify(cut_parameters) }),
        ...(keep_parameters && { keep_parameters: JSON.stringify(keep_parameters) }),
        ...(hosts && { hosts: JSON.stringify([...new Set(hosts)]) }),
      };
      const problem = access.publish ? undefined : await publishing(tag, { ...tag, ...change });
      if (problem) throw new HttpError('forbidden', `${problem}: ${NOT_PUBLISHER}`);
      if (Object.keys(change).length) await store.tags.change(tag, change).catch(refuseTaken);
      return tagJson({ ...tag, ...change });
    },
  );

  app.delete(
    '/accounts/:id/tags/:writeKey',
    {
      schema: {
        summary: 'Remove a tag with its events, and with all that is made of them',
        description:
          'For tokens that may write and have the right "people". Its beacons are refused at once.',
        params: OneTag,
        querystring: ErasureQuery,
        response: erasureAnswers,
        shown: { refusals: [403] },
      },
      onRequest: untypedIfEmpty,
    },
    async (request, reply) => {
      const { access, params, query } = request;
      const tag = await tagOf(access, params);
      needsOwnerOfUsers(access, 'removes tags');
      needsPeople(access);
      request.changes?.push({ kind: 'tag', id: tag.write_key, accountId: tag.account_id });
      return answerErasure({
        reply,
        isTold: query.progress === 'true',
        count: countOf(store, [tag.write_key], now()),
        async erase(erasing) {
          await store.eraseTag(tag.write_key, erasing);
          return undefined;
        },
      });
    },
  );
};
