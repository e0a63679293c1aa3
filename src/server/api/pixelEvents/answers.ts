import { type Static, Type } from 'typebox';
import { EVENT_KINDS } from '../../../protocol/eventTypes.ts';
import type { Dialect } from '../../http/openapi/dialect.ts';
import { exactly, nullable, uuid } from '../../http/openapi/parts.ts';

/** This dialect writes UTC as an offset. */
const offsetTime = Type.String({
  format: 'date-time',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00$',
});
const type = Type.Enum(EVENT_KINDS.map(({ value }) => value));

export const PixelEventAnswer = exactly(
  {
    id: Type.String(),
    pixel_id: Type.String(),
    tg_event_id: Type.String(),
    title: Type.String(),
    type,
    status: Type.Enum(['active', 'inactive'], { description: 'Active: triggered in the last 30 days.' }),
    ads_count: Type.Integer({ minimum: 0 }),
    created_at: offsetTime,
    last_triggered_at: nullable(offsetTime),
    code_snippet: Type.String(),
  },
  { title: 'PixelEvent' },
);
export const PixelEventsAnswer = exactly({ items: Type.Array(PixelEventAnswer) });
export const TypesAnswer = exactly({ items: Type.Array(exactly({ type, label: Type.String() })) });
export const BaseCodeAnswer = exactly({ id: uuid, tg_pixel_id: Type.String(), code_snippet: Type.String() });

export const dialect: Dialect = {
  tag: 'Pixel events',
  error: exactly({ detail: Type.String(), status_code: Type.Integer() }, { title: 'PixelEventError' }),
  invalid: 400,
  security: ['bearer', 'key'],
};

export type PixelEventAnswer = Static<typeof PixelEventAnswer>;
