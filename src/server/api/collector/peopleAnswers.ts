import { type Static, Type } from 'typebox';
import { exactly, nullable, text, time } from '../../http/openapi/parts.ts';
import type { TouchRow } from '../../store/rows.ts';
import { isoTime } from '../time.ts';
import { ConversionAnswer } from './conversionsAnswers.ts';
import { EventAnswer } from './eventsAnswers.ts';
import { VisitAnswer } from './visitsAnswers.ts';

const TouchAnswer = exactly(
  {
    account_id: Type.String(),
    kind: Type.Enum(['view', 'click']),
    time,
    anonymousId: nullable(Type.String()),
    userId: nullable(Type.String()),
    line_item_id: nullable(Type.Integer()),
    campaign_id: nullable(Type.Integer()),
    campaign: nullable(Type.Record(Type.String(), Type.Unknown())),
  },
  { title: 'Touch' },
);

export const touchJson = (row: TouchRow): Static<typeof TouchAnswer> => ({
  account_id: row.account_id,
  kind: row.kind,
  time: isoTime(row.time),
  anonymousId: row.anonymous_id || null,
  userId: row.user_id || null,
  line_item_id: row.line_item_id,
  campaign_id: row.campaign_id,
  campaign: row.campaign ? (JSON.parse(row.campaign) as Record<string, unknown>) : null,
});

const count = Type.Integer({ minimum: 0 });

const mark = Type.String({
  description: 'What stands for him in the audit log: a hash that only this collector can make, of the id.',
});

export const HeldAnswer = exactly({
  mark,
  events: Type.Unsafe<Record<string, unknown>[]>(Type.Array(EventAnswer)),
  touches: Type.Array(TouchAnswer),
  conversions: Type.Array(ConversionAnswer),
  visits: Type.Array(VisitAnswer),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});

const ErasedAnswer = exactly({
  mark,
  erased: exactly({ events: count, touches: count, conversions: count, visits: count }),
});

/** At the end, or with how far it is meanwhile. */
export const erasedAnswers = {
  content: { 'application/json': { schema: ErasedAnswer }, ...text('application/x-ndjson').content },
};
