import { type Static, Type } from 'typebox';
import { EVENT_KINDS } from '../../../protocol/eventTypes.ts';
import type { Dialect } from '../../http/openapi/dialect.ts';
import { exactly, hex32, seconds, uuid } from '../../http/openapi/parts.ts';

const type = Type.Enum(EVENT_KINDS.flatMap(({ business }) => business ?? []));

export const BusinessPixelAnswer = exactly(
  {
    id: hex32,
    integration_id: uuid,
    domain: Type.String({ format: 'uri' }),
    name: Type.String(),
    created_at: seconds,
    events: Type.Optional(
      Type.Array(exactly({ id: hex32, type, created_at: seconds, last_activity_at: seconds })),
    ),
    historical_events: Type.Optional(
      Type.Array(
        exactly({
          type,
          hour_partition: Type.String({
            format: 'date-time',
            pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00Z$',
            description: 'The start of the hour, in UTC.',
          }),
          count: Type.Integer({ minimum: 1 }),
        }),
      ),
    ),
    dataset_id: Type.Optional(uuid),
  },
  { title: 'BusinessPixel' },
);
export const BusinessPixelsAnswer = exactly({
  paging: exactly({
    page_size: Type.Integer(),
    total_results: Type.Integer(),
    offset: Type.Integer(),
    current_page: Type.Integer(),
  }),
  pixels: Type.Array(BusinessPixelAnswer),
});

export const dialect: Dialect = {
  tag: 'Business pixels',
  error: exactly(
    {
      sp_trace_id: Type.String(),
      messages: Type.Array(Type.String(), { minItems: 1 }),
      error_codes: Type.Array(exactly({ code: Type.String(), definition: Type.String() }), { minItems: 1 }),
    },
    { title: 'BusinessPixelError' },
  ),
  invalid: 400,
  security: ['bearer', 'key'],
};

export type BusinessPixelAnswer = Static<typeof BusinessPixelAnswer>;
