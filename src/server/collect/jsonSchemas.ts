import { type TSchema, Type } from 'typebox';
import type { Dialect } from '../http/openapi/dialect.ts';
import { exactly } from '../http/openapi/parts.ts';

const id = (description: string) =>
  Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()], { description }));
const object = Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]));

const common = {
  anonymousId: id('The visitor; this or userId must be there.'),
  userId: id('The user; this or anonymousId must be there.'),
  messageId: id('Stored once.'),
  context: object,
  writeKey: Type.Optional(
    Type.Union([Type.String(), Type.Null()], { description: 'Where no Basic authorization has it.' }),
  ),
};
const event = Type.String({ minLength: 1, description: "The event's name." });
const named = { name: Type.Optional(Type.Union([Type.String(), Type.Null()])), properties: object };

const taken = exactly({ success: Type.Literal(true) });
const about = (summary: string, body: TSchema) => ({
  summary,
  description:
    'As the SDKs of Segment and RudderStack send it: Basic authorization with the write key as its name.',
  consumes: ['application/json', 'text/plain'],
  shown: { body, response: { 200: taken }, refusals: [401, 413, 429, 503] },
});

/** What the JSON routes take and answer, for the document: they read their bodies themselves. */
export const jsonSchemas = {
  page: about('A page view', Type.Object({ ...common, ...named })),
  screen: about('A screen of an app', Type.Object({ ...common, ...named })),
  track: about('An event', Type.Object({ ...common, event, properties: object })),
  identify: about('Who a visitor is', Type.Object({ ...common, traits: object })),
  group: about(
    'What a user belongs to',
    Type.Object({ ...common, groupId: Type.Union([Type.String(), Type.Number()]), traits: object }),
  ),
  alias: about(
    'Another id of a user',
    Type.Object({ ...common, previousId: Type.Union([Type.String(), Type.Number()]) }),
  ),
  batch: about(
    'Several events',
    Type.Object({
      batch: Type.Array(Type.Unknown(), {
        description: 'At most 500, each with its type: page, track, identify, screen, group or alias.',
      }),
      sentAt: Type.Optional(Type.Unknown()),
      context: object,
      writeKey: common.writeKey,
    }),
  ),
  preflight: {
    summary: "A browser's question whether it may send",
    shown: { response: { 204: Type.Null({ description: 'It may' }) } },
  },
};

export const jsonDialect: Dialect = {
  tag: 'Beacons',
  error: exactly(
    {
      success: Type.Literal(false),
      message: Type.String({ description: 'What is wrong.' }),
      stored: Type.Optional(Type.Integer({ description: 'How many of a batch are stored all the same.' })),
      errors: Type.Optional(
        Type.Array(
          exactly({ index: Type.Integer(), messageId: Type.Optional(Type.String()), message: Type.String() }),
          { description: 'The events of a batch that are not.' },
        ),
      ),
    },
    { title: 'EventsError' },
  ),
  invalid: 400,
  security: [],
};
