import { type Static, Type } from 'typebox';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import type { VisitRow } from '../../store/visits.ts';
import { isoTime } from '../time.ts';

const count = Type.Integer({ minimum: 0 });
const text = Type.String();

const visit = {
  writeKey: hex32,
  id: Type.String({ description: 'Its own name in its tag.' }),
  visitor: Type.String({ description: 'By `anonymousId`, else by `userId`.' }),
  startedAt: time,
  endedAt: time,
  entry: text,
  exit: text,
  views: count,
  events: count,
  channel: text,
  source: text,
  medium: text,
  campaign: text,
  referrer: text,
  language: text,
  device: text,
  browser: text,
  system: text,
  country: text,
  conversions: count,
  revenue: Type.Record(Type.String(), Type.Number()),
  counted: Type.Enum(['people', 'automated', 'test']),
  why: Type.Array(Type.String(), { description: 'What speaks against a person.' }),
  rules: Type.Integer({ minimum: 1, description: 'The version of the rules by which it is counted.' }),
};

export const VisitAnswer = exactly(visit, { title: 'Visit' });

export const VisitsAnswer = exactly({
  visits: Type.Array(VisitAnswer),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});

export const OneVisitAnswer = exactly(
  {
    ...visit,
    userAgent: nullable(Type.String({ description: 'Of an event of it, while one is there that names it.' })),
    bot: nullable(
      exactly({
        name: Type.String(),
        url: nullable(Type.String()),
        tags: Type.Array(Type.String()),
      }),
    ),
  },
  { title: 'VisitInDetail' },
);

/** A visit as the API shows it. */
export const visitJson = ({
  write_key,
  started_at,
  ended_at,
  revenue,
  why,
  ...row
}: VisitRow): Static<typeof VisitAnswer> => ({
  writeKey: write_key,
  ...row,
  startedAt: isoTime(started_at),
  endedAt: isoTime(ended_at),
  revenue: JSON.parse(revenue) as Record<string, number>,
  why: why ? why.split(',') : [],
});
