import { Type } from 'typebox';
import { KINDS } from '../../../protocol/kinds.ts';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { MAX_NAMES, OTHER_NAMES } from '../../store/names.ts';

const type = Type.Enum([
  'page',
  'track',
  'identify',
  'screen',
  'group',
  'alias',
  'impression',
  'click',
  'fire',
]);
/** RudderStack writes its milliseconds always. */
const milliseconds = Type.String({ format: 'date-time' });

const sign = Type.Optional(Type.Literal(true));

/** What the beacon sent stands beside these, in whatever shape it was sent. */
export const EventAnswer = Type.Object(
  {
    messageId: Type.String(),
    writeKey: hex32,
    type,
    receivedAt: milliseconds,
    timestamp: Type.String({
      format: 'date-time',
      description: "When it happened, by the collector's clock.",
    }),
    clamped: Type.Optional(
      Type.Literal(true, { description: "The page's clock made no sense: timestamp is receivedAt." }),
    ),
    signs: Type.Optional(
      exactly(
        {
          userAgent: Type.Optional(Type.String({ description: 'Where the event names none of its own.' })),
          country: Type.Optional(Type.String()),
          hosting: sign,
          prefetch: sign,
          noFetchMetadata: sign,
          ownReferrer: sign,
          test: sign,
        },
        { description: 'What the request that it came in says of its sender, where that is of note.' },
      ),
    ),
    countedAs: Type.Optional(
      Type.String({
        description: 'What happened, by the one vocabulary: `purchase`, `lead` …; not of page views.',
      }),
    ),
    repeatOf: Type.Optional(
      Type.String({
        description:
          'The messageId of the event that told of the same first, or of the signed one that took its place: by the order or, where one of the two is a pixel event, by the visitor and the value within 30 minutes. This one is not counted again.',
      }),
    ),
  },
  { title: 'Event', additionalProperties: true },
);
export const EventsAnswer = exactly({
  events: Type.Unsafe<Record<string, unknown>[]>(Type.Array(EventAnswer)),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});

const counted = {
  writeKey: hex32,
  type,
  event: Type.String({
    description: `\`${OTHER_NAMES}\` stands for all but the first ${MAX_NAMES} names of an hour that neither the vocabulary nor a record of the account knows.`,
  }),
};

export const CountsAnswer = exactly({
  counts: Type.Array(
    exactly({
      ...counted,
      hour: Type.Optional(time),
      day: Type.Optional(
        Type.String({ format: 'date', description: 'In the time zone of `tz`, with `by=day`.' }),
      ),
      count: Type.Integer({ minimum: 1 }),
    }),
  ),
  last_seen: Type.Array(exactly({ ...counted, time }), {
    description: 'With the first page: the names that were seen last, at most as many as `limit` says.',
  }),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});

export const KindCountsAnswer = exactly({
  counts: Type.Array(
    exactly({
      writeKey: hex32,
      kind: Type.Enum(KINDS.map(({ kind }) => kind)),
      hour: time,
      count: Type.Integer({ minimum: 1 }),
    }),
  ),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});
