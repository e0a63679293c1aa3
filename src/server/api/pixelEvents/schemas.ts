import { Type } from 'typebox';
import { nothing } from '../../http/openapi/parts.ts';
import { label as title } from '../label.ts';
import { search, sort } from '../recordList.ts';
import { format, orCsv } from '../sendCsv.ts';
import { BaseCodeAnswer, PixelEventAnswer, PixelEventsAnswer, TypesAnswer } from './answers.ts';

const account_id = Type.String({ minLength: 1, fix: 'name the account, as a text' });
const strict = { additionalProperties: false };
const OneAccount = Type.Object({ account_id }, strict);
const NewEvent = Type.Object(
  { account_id, title, type: Type.String({ fix: 'must be the name of an event type, as a text' }) },
  strict,
);
/** Most events of an account, and of a list. */
export const MAX_EVENTS = 1000;

const ListQuery = Type.Object(
  {
    account_id,
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_EVENTS,
        fix: `must be a whole number from 1 to ${MAX_EVENTS}`,
      }),
    ),
    search,
    sort,
    format,
    offset: Type.Optional(
      Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, fix: 'must be a whole number from 0' }),
    ),
  },
  strict,
);
const asShown = Type.Optional(
  Type.Unknown({ readOnly: true, description: 'As it was answered; nothing is changed by it.' }),
);
const EventChange = Type.Object(
  {
    account_id,
    title,
    type: asShown,
    id: asShown,
    pixel_id: asShown,
    tg_event_id: asShown,
    status: asShown,
    ads_count: asShown,
    created_at: asShown,
    last_triggered_at: asShown,
    code_snippet: asShown,
  },
  strict,
);
const OneEvent = Type.Object({ event_id: Type.String() });

/** What each route takes and answers. */
export const pixelEventRoutes = {
  list: {
    summary: "List an account's pixel events",
    querystring: ListQuery,
    response: { 200: PixelEventsAnswer },
    shown: { response: { 200: orCsv(PixelEventsAnswer) }, refusals: [404] },
  },
  make: {
    summary: 'Make a pixel event',
    body: NewEvent,
    response: { 201: PixelEventAnswer },
    shown: { refusals: [404, 409, 422] },
  },
  types: { summary: 'The types of pixel events', response: { 200: TypesAnswer } },
  code: {
    summary: "The code that loads an account's tag",
    params: OneAccount,
    response: { 200: BaseCodeAnswer },
  },
  rename: {
    summary: 'Rename a pixel event',
    params: OneEvent,
    body: EventChange,
    response: { 200: PixelEventAnswer },
  },
  remove: {
    summary: 'Remove a pixel event',
    params: Type.Object({ account_id, event_id: Type.String() }),
    response: { 204: nothing },
  },
};
