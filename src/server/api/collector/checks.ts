import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { notForTheDemo, opens, ownTag } from '../../access/auth.ts';
import type { Check } from '../../collect/checks.ts';
import { HttpError, invalid } from '../../http/errors.ts';
import { hex32, nothing } from '../../http/openapi/parts.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';
import { CheckAnswer } from './checkAnswer.ts';
import { checkedPixels } from './checkedPixels.ts';
import { doubledViews } from './doubled.ts';
import { mayRead, refusalJson } from './refusalJson.ts';

/** Longest address that is opened. */
const MAX_URL = 2000;

/** Most refusals that are told of. */
const MAX_REFUSALS = 20;

const NewCheck = Type.Object(
  {
    writeKey: Type.String(),
    url: Type.String({ maxLength: MAX_URL, fix: `must be an address of at most ${MAX_URL} characters` }),
  },
  { additionalProperties: false },
);

/** Looks at a page of a site's: who may read its tag opens it with an id, and it tells of itself. */
export const checks: ApiRoutes = async (app, { store, checks, refusals }) => {
  const answer = async (check: Check, access: Access) => {
    const pixels = await store.savedPixels.list([check.accountId]);
    const { events } = check;
    const host = new URL(check.url).hostname;
    const refused = refusals
      .list()
      .filter(
        each =>
          each.lastAt >= check.madeAt &&
          (each.writeKey === check.writeKey || each.host === host) &&
          mayRead(access, each, undefined),
      );
    return {
      id: check.id,
      writeKey: check.writeKey,
      url: check.url,
      link: linkOf(check),
      made_at: isoTime(check.madeAt),
      expires_at: isoTime(check.expiresAt),
      script_at: timeOrNull(check.scriptAt),
      debug_at: timeOrNull(check.debugAt),
      told_at: timeOrNull(check.toldAt),
      entries: check.entries.map(({ number, at, page, kind, facts }) => ({
        number,
        at: isoTime(at),
        page,
        kind,
        facts,
      })),
      left_out: check.leftOut,
      events: events.map(({ pixelId, at, ...event }) => ({
        ...event,
        at: isoTime(at),
        pixel_id: pixelId || null,
      })),
      doubled: doubledViews(events).map(({ messageId }) => messageId),
      pixels: checkedPixels(pixels, events),
      refusals: refused.slice(0, MAX_REFUSALS).map(refusalJson),
    };
  };
  const own = (access: Access, id: string): Check => {
    const check = checks.get(id);
    if (!check || !opens(access, check.accountId))
      throw new HttpError('not_found', 'no check of this id is open: it ends after 30 minutes');
    return check;
  };

  app.post(
    '/checks',
    {
      schema: {
        summary: 'Check a page: the link opens it so that it tells of itself',
        description: 'It is kept in the memory of this collector for 30 minutes.',
        body: NewCheck,
        response: { 201: CheckAnswer },
        shown: { refusals: [404] },
      },
      // Who may look may check: nothing of the account changes.
      config: { isOwn: true },
    },
    async ({ access, body }, reply) => {
      notForTheDemo(access);
      const { write_key, account_id } = await ownTag(store, access, body.writeKey);
      const url = addressOf(body.url);
      const { kind, id } = access.actor;
      const check = checks.open({ writeKey: write_key, accountId: account_id, url, by: `${kind} ${id}` });
      return reply.code(201).send(await answer(check, access));
    },
  );

  const params = Type.Object({ id: hex32 });
  app.get(
    '/checks/:id',
    { schema: { summary: 'Show what a page told of itself', params, response: { 200: CheckAnswer } } },
    async ({ access, params }) => answer(own(access, params.id), access),
  );

  app.delete(
    '/checks/:id',
    {
      schema: { summary: 'End a check', params, response: { 204: nothing } },
      config: { isOwn: true },
    },
    async ({ access, params }, reply) => {
      checks.close(own(access, params.id).id);
      return reply.code(204).send();
    },
  );
};

const timeOrNull = (at: number | null): string | null => (at === null ? null : isoTime(at));

function addressOf(sent: string): string {
  const given = sent.trim();
  const url =
    URL.parse(given) ?? (/^[\w.-]+\.[a-z]{2,}([/?#:]|$)/i.test(given) ? URL.parse(`https://${given}`) : null);
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && !url.username && !url.password)
    return url.href;
  const message = 'url: must be the address of a page, like https://shop.example/cart';
  throw invalid({ field: 'url', message, type: 'format' });
}

function linkOf({ url, id }: Check): string {
  const link = new URL(url);
  link.searchParams.set('tgp_debug', id);
  return link.href;
}
