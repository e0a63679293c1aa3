import { Type } from 'typebox';
import { CONVERSION_EVENTS } from '../../../protocol/conversions.ts';
import { publishesScripts } from '../../access/published.ts';
import { piggybackProblem } from '../../ads/piggybackUrl.ts';
import { exactly, nullable } from '../../http/openapi/parts.ts';
import type { ConversionPixelRow, Piggyback } from '../../store/adRecords.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { oneOf } from '../oneOf.ts';
import { recordAnswers, state } from './answers.ts';
import { syntax } from './error.ts';
import { EVENT_IDS, PIXEL_FIELDS, STATES, TRIGGERS } from './fields.ts';
import type { RecordKind } from './kind.ts';
import { linksBy } from './linksBy.ts';

/** Most piggybacks of a pixel: each costs the page a request. */
const MAX_PIGGYBACKS = 100;

const nullableInt = (maximum: number) =>
  Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    minimum: 0,
    maximum,
    fix: `must be null or a whole number from 0 to ${maximum}`,
  });
const nullableDouble = Type.Unsafe<number | null>({
  type: ['number', 'null'],
  fix: 'must be null or a number',
});

/** What all records share. */
export const COMMON_SCHEMA = {
  code: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    minLength: 1,
    maxLength: 255,
    fix: 'must be null or a text of 1 to 255 characters',
  }),
  name: Type.String({ minLength: 1, maxLength: 255, fix: 'must be a text of 1 to 255 characters' }),
  state: Type.Enum([...STATES], { fix: oneOf(STATES) }),
};

const PixelBody = Type.Object(
  {
    ...COMMON_SCHEMA,
    trigger_type: Type.Enum([...TRIGGERS], { fix: oneOf(TRIGGERS) }),
    // 22 days, 30 days, 90 days.
    min_minutes_per_conv: nullableInt(32_767),
    post_view_expire_mins: nullableInt(43_200),
    post_click_expire_mins: nullableInt(129_600),
    post_view_value: nullableDouble,
    post_click_value: nullableDouble,
    piggyback_pixels: Type.Unsafe<Piggyback[] | null>({
      type: ['array', 'null'],
      maxItems: MAX_PIGGYBACKS,
      items: Type.Object(
        {
          pixel_type: Type.Enum(['js', 'img'], { fix: 'must be "js" or "img"' }),
          url: Type.String({
            minLength: 1,
            maxLength: 255,
            fix: 'must be a web address of at most 255 characters',
          }),
        },
        { additionalProperties: false, fix: 'must be like {"pixel_type": "img", "url": "https://…"}' },
      ),
      fix: `must be null or a list of at most ${MAX_PIGGYBACKS} piggybacks`,
    }),
    landings_count: Type.Boolean({ fix: 'must be true or false' }),
    pixel_conversion_event_id: Type.Unsafe<number | null>({
      enum: [null, ...EVENT_IDS],
      fix: `must be null or one of ${EVENT_IDS.join(', ')}`,
    }),
  },
  { additionalProperties: false },
);

const minutes = nullable(Type.Integer());
const worth = nullable(Type.Number());
const ANSWERS = recordAnswers(
  { one: 'pixel', many: 'pixels', title: 'ConversionPixel' },
  {
    campaigns: nullable(Type.Array(exactly({ id: Type.String() }))),
    line_items: nullable(Type.Array(exactly({ id: Type.Integer(), name: Type.String(), state }))),
    trigger_type: Type.Enum([...TRIGGERS]),
    min_minutes_per_conv: minutes,
    post_view_expire_mins: minutes,
    post_click_expire_mins: minutes,
    post_click_value: worth,
    post_view_value: worth,
    piggyback_pixels: nullable(
      Type.Array(exactly({ url: Type.String(), pixel_type: Type.Enum(['js', 'img']) }), { minItems: 1 }),
    ),
    pixel_conversion_event: nullable(
      exactly({ id: Type.Integer(), name: Type.Enum(CONVERSION_EVENTS.map(({ name }) => name)) }),
    ),
    pixel_conversion_event_id: nullable(Type.Integer()),
    landings_count: Type.Optional(
      Type.Boolean({ description: 'Whether a landing without a line item may be credited.' }),
    ),
  },
);

/** Conversion pixels, as `/pixel` has them. */
export function conversionPixels({ store }: ApiParts): RecordKind<ConversionPixelRow> {
  const { conversionPixels: pixels, lineItems, campaigns, segments } = store;
  return {
    path: '/pixel',
    one: 'pixel',
    many: 'pixels',
    fields: PIXEL_FIELDS,
    records: pixels,
    body: PixelBody,
    answers: ANSWERS,
    defaults: {
      trigger_type: 'click',
      min_minutes_per_conv: null,
      post_view_expire_mins: null,
      post_click_expire_mins: null,
      post_view_value: null,
      post_click_value: null,
      piggyback_pixels: '[]',
      pixel_conversion_event_id: null,
      landings_count: 1,
    },
    read(sent, { stored, isAppending, host }) {
      const {
        piggyback_pixels,
        landings_count,
        code: _,
        name: __,
        state: ___,
        ...plain
      } = sent as Record<string, never>;
      const counts = { landings_count: landings_count ? 1 : 0 } as const;
      const columns = { ...plain, ...(landings_count !== undefined && counts) };
      if (piggyback_pixels === undefined) return { columns };
      const before: Piggyback[] = isAppending && stored ? JSON.parse(stored.piggyback_pixels) : [];
      const list = [...before, ...((piggyback_pixels as Piggyback[] | null) ?? [])];
      if (list.length > MAX_PIGGYBACKS)
        throw syntax(`piggyback_pixels: a pixel has at most ${MAX_PIGGYBACKS}`);
      const problem = piggybackProblem(list, host);
      if (problem) throw syntax(problem);
      const stable = list.map(({ pixel_type, url }) => ({ url, pixel_type }));
      return { columns: { ...columns, piggyback_pixels: JSON.stringify(stable) } };
    },
    isTaken: async id => (await segments.get(id)) !== undefined,
    publishes: publishesScripts,
    toJson(row) {
      const piggybacks: Piggyback[] = JSON.parse(row.piggyback_pixels);
      const event = CONVERSION_EVENTS.find(({ id }) => id === row.pixel_conversion_event_id);
      return {
        trigger_type: row.trigger_type,
        min_minutes_per_conv: row.min_minutes_per_conv,
        post_view_expire_mins: row.post_view_expire_mins,
        post_click_expire_mins: row.post_click_expire_mins,
        post_click_value: row.post_click_value,
        post_view_value: row.post_view_value,
        piggyback_pixels: piggybacks.length ? piggybacks : null,
        pixel_conversion_event: event ? { id: event.id, name: event.name } : null,
        pixel_conversion_event_id: row.pixel_conversion_event_id,
        landings_count: row.landings_count === 1,
      };
    },
    async linksOf(rows) {
      const ids = rows.map(({ id }) => id);
      const ofCampaigns = linksBy('pixel_id', await campaigns.links('pixel_id', ids));
      const ofLineItems = linksBy('pixel_id', await lineItems.links('pixel_id', ids));
      return ({ id }) => ({
        campaigns: ofCampaigns.get(id)?.map(({ owner_id }) => ({ id: String(owner_id) })) ?? null,
        line_items:
          ofLineItems.get(id)?.map(({ owner_id, name, state }) => ({ id: owner_id, name, state })) ?? null,
      });
    },
    isInUse: async ({ id }) => (await lineItems.links('pixel_id', [id])).length > 0,
    async inUse({ id }) {
      const names = (await lineItems.links('pixel_id', [id])).map(
        ({ owner_id, name }) => `${owner_id} "${name}"`,
      );
      return `pixel ${id} is used by the line items ${names.join(', ')}: take it out of them first`;
    },
  };
}
