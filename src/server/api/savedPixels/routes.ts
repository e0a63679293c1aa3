import { CONVERSION_TYPES, PIXEL_PROPERTIES } from '../../../protocol/conversions.ts';
import type { Access } from '../../access/access.ts';
import { ownAccount } from '../../access/auth.ts';
import { HttpError } from '../../http/errors.ts';
import type { Random } from '../../http/random.ts';
import { validate } from '../../http/validate.ts';
import { Exists } from '../../store/errors.ts';
import type { RecordQuery } from '../../store/recordPages.ts';
import type { SavedPixelRow } from '../../store/rows.ts';
import { configColumns, configOf } from '../../store/savedPixelConfig.ts';
import type { Store } from '../../store/store.ts';
import type { ApiRoutes } from '../apiRoutes.ts';
import { answerList } from '../recordList.ts';
import { untypedIfEmpty } from '../untypedIfEmpty.ts';
import { SavedPixelItem } from './answers.ts';
import { readNewPixel, readPixelChange } from './body.ts';
import { itemJson, pixelJson } from './json.ts';
import { aboutRoutes, savedPixelRoutes as routes } from './schemas.ts';

const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Saved pixels: reusable configurations, each with its install code. */
export const savedPixels: ApiRoutes = async (app, { store, random, now }) => {
  const about = aboutRoutes(app.prefix);
  app.get(
    '/saved-pixels',
    {
      schema: { ...about, ...routes.list },
    },
    async ({ access, query }, reply) => {
      const account = await ownAccount(store, access, query.account_id);
      return answerList(
        reply,
        query,
        {
          records: ofType(store.savedPixels, query.pixel_type),
          accounts: [account.id],
          file: 'saved-pixels',
          toJson: itemJson,
          columns: Object.keys(SavedPixelItem.properties),
        },
        success,
      );
    },
  );

  app.get(
    '/saved-pixels/options',
    {
      schema: { ...about, ...routes.options },
    },
    async () => success({ conversion_types: CONVERSION_TYPES, properties: PIXEL_PROPERTIES }),
  );

  app.get(
    '/saved-pixels/:pixel_id',
    {
      schema: { ...about, ...routes.one },
    },
    async ({ access, params, query }) =>
      success(pixelJson(await ownSavedPixel(store, access, query.account_id, params.pixel_id))),
  );

  app.post(
    '/saved-pixels',
    {
      schema: { ...about, ...routes.make },
      validatorCompiler: bodyLater,
    },
    async ({ access, query, body }, reply) => {
      const account = await ownAccount(store, access, query.account_id);
      const { name, description = null, config, target_platform = 'javascript' } = readNewPixel(body);
      const time = now();
      const pixel: SavedPixelRow = {
        account_id: account.id,
        id: makeId(random),
        name,
        description,
        ...configColumns(config),
        target_platform,
        created_by: access.tokenNumber,
        created_at: time,
        updated_at: time,
        revision: 0,
      };
      await nameIsFree(name, store.savedPixels.add(pixel));
      return reply.code(201).send(success(pixelJson(pixel)));
    },
  );

  app.put(
    '/saved-pixels/:pixel_id',
    {
      schema: { ...about, ...routes.change },
      validatorCompiler: bodyLater,
    },
    async ({ access, params, query, body }) => {
      // Again where another change came in between: this one is checked against what is stored.
      for (;;) {
        const pixel = await ownSavedPixel(store, access, query.account_id, params.pixel_id);
        const { config, ...texts } = readPixelChange(body, { ...pixel, config: configOf(pixel) });
        const columns = { ...texts, ...(config && configColumns(config)) };
        if (!Object.keys(columns).length) return success(pixelJson(pixel));
        const change = { ...columns, updated_at: now() };
        const changed = { ...pixel, ...change };
        const isDone = await nameIsFree(changed.name, store.savedPixels.change(pixel, change));
        if (isDone) return success(pixelJson(changed));
      }
    },
  );

  app.delete(
    '/saved-pixels/:pixel_id',
    {
      schema: { ...about, ...routes.remove },
      onRequest: untypedIfEmpty,
    },
    async ({ access, params, query }, reply) => {
      const account = await ownAccount(store, access, query.account_id);
      if (!(await store.savedPixels.remove(account.id, params.pixel_id)))
        throw noPixel(params.pixel_id, account.id);
      return reply.code(204).send();
    },
  );
};

/** The records of one type alone. */
const ofType = ({ page }: Store['savedPixels'], type: string | undefined) => ({
  page: (query: RecordQuery, signal?: AbortSignal) => page({ ...query, type }, signal),
});

export const success = <Data>(data: Data) => ({ success: true as const, data });

/** What is wrong with a body is told together with what only the stored record can show: by the handler. */
const bodyLater: typeof validate = route =>
  route.httpPart === 'body' ? value => ({ value }) : validate(route);

/** The saved pixel, or a 404 that is the same whether it is missing or another account's. */
export async function ownSavedPixel(
  store: Store,
  access: Access,
  accountId: string,
  id: string,
): Promise<SavedPixelRow> {
  const account = await ownAccount(store, access, accountId);
  const pixel = await store.savedPixels.get(account.id, id);
  if (!pixel) throw noPixel(id, account.id);
  return pixel;
}

const noPixel = (id: string, accountId: string): HttpError =>
  new HttpError('not_found', `no saved pixel "${id}" in the account "${accountId}"`);

const makeId = (random: Random): string =>
  `pix_${Array.from({ length: 12 }, () => ID_CHARACTERS[random.int(0, ID_CHARACTERS.length)]).join('')}`;

async function nameIsFree<Result>(name: string, change: Promise<Result>): Promise<Result> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof Exists) || error.field !== 'name') throw error;
    throw new HttpError(
      'duplicate_entry',
      `name: there is a saved pixel "${name}" in this account already; choose another name`,
    );
  }
}
