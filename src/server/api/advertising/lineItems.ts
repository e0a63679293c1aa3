import { Type } from 'typebox';
import { exactly, nullable } from '../../http/openapi/parts.ts';
import type { AdRow, LinkedRecords } from '../../store/adRecords.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { recordAnswers } from './answers.ts';
import { COMMON_SCHEMA } from './conversionPixels.ts';
import { syntax } from './error.ts';
import { USE_FIELDS } from './fields.ts';
import type { RecordKind } from './kind.ts';
import { linksBy } from './linksBy.ts';

/** Most pixels of a line item or campaign. */
const MAX_PIXELS = 100;

/** An id, also as a text: so clients have it who keep all ids as texts. */
const id = Type.Unsafe<number | string>({
  type: ['integer', 'string'],
  pattern: '^\\d{1,15}$',
  fix: 'must be the id of a pixel',
});
type PixelName = number | string | { id: number | string };

const UseBody = Type.Object(
  {
    ...COMMON_SCHEMA,
    pixels: Type.Unsafe<PixelName[] | null>({
      type: ['array', 'null'],
      maxItems: MAX_PIXELS,
      // What else is shown of a pixel may come back.
      items: Type.Union([id, Type.Object({ id }, { fix: 'must be like {"id": 17}' })], {
        fix: 'must be the id of a pixel, like 17 or {"id": 17}',
      }),
      fix: `must be null or a list of at most ${MAX_PIXELS} pixels, like [{"id": 17}]`,
    }),
  },
  { additionalProperties: false },
);

export const lineItems = ({ store }: ApiParts): RecordKind<AdRow> =>
  uses('/line-item', 'line-item', 'line-items', 'LineItem', store.lineItems, store);

export const campaigns = ({ store }: ApiParts): RecordKind<AdRow> =>
  uses('/campaign', 'campaign', 'campaigns', 'Campaign', store.campaigns, store);

/** A kind of record that uses pixels. */
const uses = (
  path: string,
  one: string,
  many: string,
  title: string,
  records: LinkedRecords,
  { conversionPixels }: ApiParts['store'],
): RecordKind<AdRow> => ({
  path,
  one,
  many,
  fields: USE_FIELDS,
  records,
  body: UseBody,
  answers: recordAnswers(
    { one, many, title },
    {
      pixels: nullable(Type.Array(exactly({ id: Type.Integer() }))),
    },
  ),
  defaults: {},
  async read(sent, { stored, accountId, isAppending }) {
    if (sent.pixels === undefined) return { columns: {} };
    const before = isAppending && stored ? await records.links('owner_id', [stored.id]) : [];
    const added = ((sent.pixels as PixelName[] | null) ?? []).map(each =>
      Number(typeof each === 'object' ? each.id : each),
    );
    for (const id of added) {
      if ((await conversionPixels.get(id))?.account_id !== accountId) {
        throw syntax(`pixels: this advertiser has no pixel ${id}`);
      }
    }
    const pixels = [...new Set([...before.map(({ pixel_id }) => pixel_id), ...added])];
    if (pixels.length > MAX_PIXELS) throw syntax(`pixels: a ${one} has at most ${MAX_PIXELS}`);
    return { columns: {}, pixels };
  },
  toJson: () => ({}),
  async linksOf(rows) {
    const ids = rows.map(({ id }) => id);
    const all = linksBy('owner_id', await records.links('owner_id', ids));
    return ({ id }) => ({ pixels: all.get(id)?.map(({ pixel_id }) => ({ id: pixel_id })) ?? null });
  },
  inUse: async ({ id }) => `${one} ${id} is used`,
});
