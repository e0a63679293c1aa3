import { Type } from 'typebox';
import { nothing } from '../../http/openapi/parts.ts';
import { oneOf } from '../oneOf.ts';
import { LIST_PARAMETERS } from '../recordList.ts';
import { orCsv } from '../sendCsv.ts';
import { OptionsAnswer, SavedPixelAnswer, SavedPixelsAnswer } from './answers.ts';
import { NewPixel, PIXEL_TYPES, PixelChange, ShownNewPixel, ShownPixelChange } from './body.ts';

/** The account that a request is about, in its query. */
export const account_id = Type.String({ minLength: 1, fix: 'name the account: ?account_id=…' });
const strict = { additionalProperties: false };
const OneAccount = Type.Object({ account_id }, strict);
const ListQuery = Type.Object(
  {
    account_id,
    pixel_type: Type.Optional(Type.Enum(PIXEL_TYPES, { fix: oneOf(PIXEL_TYPES) })),
    ...LIST_PARAMETERS,
  },
  strict,
);
const OptionsQuery = Type.Object({ account_id: Type.Optional(account_id) }, strict);
const OnePixel = Type.Object({ pixel_id: Type.String() });

/** The same routes below a prefix are in the document once. */
export const aboutRoutes = (prefix: string) => ({
  tags: ['Saved pixels'],
  hide: prefix !== '',
  description: 'Also under /api/v1.',
});

/** What each route takes and answers. */
export const savedPixelRoutes = {
  list: {
    summary: 'List saved pixels',
    querystring: ListQuery,
    response: { 200: SavedPixelsAnswer },
    shown: { response: { 200: orCsv(SavedPixelsAnswer) }, refusals: [404] },
  },
  options: {
    summary: 'What the pixel builder offers',
    querystring: OptionsQuery,
    response: { 200: OptionsAnswer },
  },
  one: {
    summary: 'Get a saved pixel',
    params: OnePixel,
    querystring: OneAccount,
    response: { 200: SavedPixelAnswer },
  },
  make: {
    summary: 'Make a saved pixel',
    querystring: OneAccount,
    body: NewPixel,
    response: { 201: SavedPixelAnswer },
    shown: { body: ShownNewPixel, refusals: [404, 409] },
  },
  change: {
    summary: 'Change a saved pixel',
    params: OnePixel,
    querystring: OneAccount,
    body: PixelChange,
    response: { 200: SavedPixelAnswer },
    shown: { body: ShownPixelChange, refusals: [409] },
  },
  remove: {
    summary: 'Remove a saved pixel',
    params: OnePixel,
    querystring: OneAccount,
    response: { 204: nothing },
  },
};
