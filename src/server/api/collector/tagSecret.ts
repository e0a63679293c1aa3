import { Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { ownTag } from '../../access/auth.ts';
import { HttpError } from '../../http/errors.ts';
import { exactly, hex32, nothing, time } from '../../http/openapi/parts.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { isoTime } from '../time.ts';

const OneTag = Type.Object({ id: Type.String(), writeKey: Type.String() });

const SecretAnswer = exactly(
  {
    write_key: hex32,
    secret: Type.String({ description: 'Shown once: what conversions and refunds are signed with.' }),
    secret_made_at: time,
  },
  { title: 'TagSecret' },
);

/** The secret that a site's server signs with: made, made anew, taken away. */
export const tagSecret: ApiRoutes = async (app, { store, random, now, box }) => {
  async function tagOf(access: Access, { id, writeKey }: { id: string; writeKey: string }) {
    const tag = await ownTag(store, access, writeKey);
    if (tag.account_id === id) return tag;
    throw new HttpError('not_found', `no tag "${writeKey}" in the account "${id}"`);
  }

  app.post(
    '/accounts/:id/tags/:writeKey/secret',
    {
      schema: {
        summary: "Make a tag's secret, or a new one in its place",
        params: OneTag,
        response: { 201: SecretAnswer },
      },
    },
    async ({ access, params }, reply) => {
      const tag = await tagOf(access, params);
      const secret = `tgps_${random.bytes(32).toString('base64url')}`;
      const made = now();
      await store.tags.change(tag, { secret: box.seal(secret, tag.write_key), secret_made_at: made });
      return reply.code(201).send({ write_key: tag.write_key, secret, secret_made_at: isoTime(made) });
    },
  );

  app.delete(
    '/accounts/:id/tags/:writeKey/secret',
    {
      schema: {
        summary: "Remove a tag's secret: nothing is signed any more",
        params: OneTag,
        response: { 204: nothing },
      },
    },
    async ({ access, params }, reply) => {
      const tag = await tagOf(access, params);
      await store.tags.change(tag, { secret: null, secret_made_at: null });
      return reply.code(204).send();
    },
  );
};
