import { Type } from 'typebox';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { STORED_TYPES } from '../../store/rows.ts';
import { ConversionAnswer } from './conversionsAnswers.ts';
import { SAYERS } from './whoSaid.ts';

const text = Type.String();

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
  visit: nullable(
    exactly(
      {
        id: text,
        started_at: time,
        ended_at: time,
        views: Type.Integer(),
        events: Type.Integer(),
        channel: text,
        source: text,
        medium: text,
        campaign: text,
        counted: text,
        why: Type.Array(text, { description: 'Why it may be of no person.' }),
      },
      { description: 'The visit that it belongs to.' },
    ),
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
            piggybacks: Type.Integer({
              minimum: 0,
              description: 'Pixels of others that it has the page fire, where consent allows it.',
            }),
          },
          { description: 'What its pixel says today.' },
        ),
      ),
    }),
  ),
});
