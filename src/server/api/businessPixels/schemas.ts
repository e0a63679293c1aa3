import { type Static, Type } from 'typebox';
import { label as name } from '../label.ts';
import { search, sort } from '../recordList.ts';
import { format, orCsv } from '../sendCsv.ts';
import { BusinessPixelAnswer, BusinessPixelsAnswer } from './answers.ts';

export const MAX_LIMIT = 50;

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const uuid = Type.String({ pattern: UUID, fix: 'must be a uuid' });
const flag = Type.Optional(Type.Boolean({ fix: 'must be true or false' }));
const date = Type.Optional(
  Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', fix: 'must be a date like 2026-11-21' }),
);
const domain = Type.String({
  maxLength: 500,
  pattern: '^https?://[^\\s\\p{Cc}\\p{Cs}/:?#@]+(:\\d{1,5})?(/[^\\s\\p{Cc}\\p{Cs}]*)?$',
  fix: 'must be a web address, like "https://shop.example"',
});
const strict = { additionalProperties: false };

const Shown = {
  include_events: flag,
  include_historical_events: flag,
  historical_events_start_date: date,
  historical_events_end_date: date,
};
const OneQuery = Type.Object(Shown, strict);
const ListQuery = Type.Object(
  {
    ...Shown,
    search,
    sort,
    format,
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_LIMIT, fix: `must be a whole number from 1 to ${MAX_LIMIT}` }),
    ),
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, fix: 'must be a whole number from 0' }),
    ),
  },
  strict,
);
const NewPixel = Type.Object({ name, domain, dataset_id: Type.Optional(uuid) }, strict);
const asShown = Type.Optional(
  Type.Unknown({ readOnly: true, description: 'As it was answered; nothing is changed by it.' }),
);
const PixelChange = Type.Object(
  {
    name: Type.Optional(name),
    domain: Type.Optional(domain),
    dataset_id: Type.Optional(uuid),
    id: asShown,
    integration_id: asShown,
    created_at: asShown,
    events: asShown,
    historical_events: asShown,
  },
  strict,
);
export type PixelChange = Static<typeof PixelChange>;
const OneBusiness = Type.Object({ business_id: uuid });
export const OnePixel = Type.Object({ business_id: uuid, pixel_id: Type.String() });

/** What of a pixel is shown, beside the pixel itself. */
export type Shown = Static<typeof OneQuery>;

/** What each route takes and answers. */
export const businessPixelRoutes = {
  list: {
    summary: "List a business's pixels",
    params: OneBusiness,
    querystring: ListQuery,
    response: { 200: BusinessPixelsAnswer },
    shown: { response: { 200: orCsv(BusinessPixelsAnswer) } },
  },
  make: {
    summary: 'Make a pixel',
    params: OneBusiness,
    body: NewPixel,
    response: { 201: BusinessPixelAnswer },
    shown: { refusals: [409] },
  },
  one: {
    summary: 'Get a pixel',
    params: OnePixel,
    querystring: OneQuery,
    response: { 200: BusinessPixelAnswer },
  },
  change: {
    summary: 'Change a pixel',
    params: OnePixel,
    body: PixelChange,
    response: { 200: BusinessPixelAnswer },
  },
};
