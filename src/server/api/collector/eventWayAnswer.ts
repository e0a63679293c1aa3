import { Type } from 'typebox';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { STORED_TYPES } from '../../store/rows.ts';
import { ConversionAnswer } from './conversionsAnswers.ts';
import { SAYERS } from './whoSaid.ts';

const minutes = Type.Integer({ minimum: 1 });

export const EventWayAnswer = exactly({
  messageId: Type.String(),
  writeKey: hex32,
  type: Type.Enum([...STORED_TYPES]),
  event: Type.String({ description: 'The name that it is counted under.' }),
  received_at: time,
  happened_at: time,
  late_ms: Type.Integer({ description: 'How long after it happened it was received.' }),
  clamped: Type.Boolean({ description: "The page's clock made no sense: it happened when it was received." }),
  bytes: Type.Integer({ description: 'What it is stored in.' }),
  counted: nullable(
    exactly({
      kind: Type.String({ description: 'What happened, by the one vocabulary.' }),
      by: Type.Enum([...SAYERS], { description: 'What of it says so.' }),
      said: Type.String({ description: "Its word, or the record's name." }),
      repeat_of: nullable(
        Type.String({ description: 'The messageId of the event that counts in its place.' }),
      ),
    }),
  ),
  conversions: Type.Array(
    exactly({
      ...ConversionAnswer.properties,
      rule: nullable(
        exactly(
          {
            name: Type.String(),
            trigger: Type.Enum(['view', 'click', 'hybrid']),
            click_minutes: minutes,
            view_minutes: minutes,
            landings: Type.Boolean(),
          },
          { description: 'What its pixel says today.' },
        ),
      ),
    }),
  ),
});
