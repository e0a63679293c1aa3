import { type Static, Type } from 'typebox';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { MARKS } from '../../store/conversionMarks.ts';

const attribution = Type.Enum(['click', 'view', 'unattributed']);
const textOrNull = nullable(Type.String());
const value = nullable(
  Type.Number({ description: "The beacon's own, else what the pixel says for the attribution." }),
);

export const ConversionAnswer = exactly(
  {
    account_id: Type.String(),
    pixel_id: Type.Integer(),
    messageId: textOrNull,
    writeKey: hex32,
    time,
    attribution,
    value,
    currency: textOrNull,
    order_id: textOrNull,
    anonymousId: textOrNull,
    userId: textOrNull,
    value_sent: nullable(
      Type.String({ description: "The beacon's own value as it came, where that is no plain number." }),
    ),
    refunded: Type.Number({ minimum: 0, description: 'What of it was given back; `value` is without it.' }),
    signed: Type.Boolean({ description: 'Whether a signature vouches for the value.' }),
    marks: Type.Array(Type.Enum([...MARKS])),
    touch_time: nullable(time),
    line_item_id: nullable(Type.Integer()),
    campaign_id: nullable(Type.Integer()),
    campaign: nullable(
      Type.Record(Type.String(), Type.Unknown(), {
        description: '`context.campaign` of the landing that it is credited to.',
      }),
    ),
  },
  { title: 'Conversion' },
);
export const ConversionsAnswer = exactly({
  conversions: Type.Array(ConversionAnswer),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});

export const ConversionTotalsAnswer = exactly({
  totals: Type.Array(
    exactly({
      pixel_id: Type.Optional(Type.Integer()),
      line_item_id: Type.Optional(nullable(Type.Integer())),
      attribution: Type.Optional(attribution),
      hour: Type.Optional(time),
      currency: nullable(
        Type.String({
          description:
            'Of currencies that are made up the 20 most frequent; all others are one, without a value.',
        }),
      ),
      count: Type.Integer({ minimum: 1 }),
      value,
      refunded: Type.Number({ minimum: 0 }),
    }),
  ),
});

export type ConversionAnswer = Static<typeof ConversionAnswer>;
