import { Type } from 'typebox';
import type { Dialect } from '../http/openapi/dialect.ts';
import { text } from '../http/openapi/parts.ts';
import { MAX_ID } from './readId.ts';

const text255 = Type.String({ maxLength: MAX_ID });
const optional = (description: string) => Type.Optional(Type.String({ description }));

const common = {
  writeKey: Type.String({ description: "The tag's id." }),
  anonymousId: optional('The visitor; this or userId must be there.'),
  userId: optional('The user; this or anonymousId must be there.'),
  messageId: Type.Optional(text255),
};

/** Stored: the image, or "OK" for who asks for text. */
const stored = {
  response: {
    200: {
      description: 'The event is durable',
      content: { ...text('text/plain').content, 'image/gif': {} },
    },
  },
  body: Type.String({ description: 'More of the keys, as in a query.' }),
  refusals: [401, 503],
};

const consumes = ['application/x-www-form-urlencoded', 'text/plain'];

const dotted =
  'Every other key is a part of the event, its dots being levels: context.page.url, properties.revenue. A POST may have ' +
  'some of the keys in its body.';

const page = {
  summary: 'A page view',
  description: dotted,
  consumes,
  shown: { querystring: Type.Object({ ...common, name: optional('The name of the page.') }), ...stored },
};
const track = {
  summary: 'An event',
  description: dotted,
  consumes,
  shown: { querystring: Type.Object({ ...common, event: Type.String() }), ...stored },
};

/** What the beacon routes take and answer, for the document: the routes read the raw URL. */
export const beaconSchemas = {
  page,
  track,
  segmentPage: { ...page, summary: "A page view, by Segment's name" },
  segmentTrack: { ...track, summary: "An event, by Segment's name" },
  ownPage: { ...page, summary: "A page view, under a tag's own path" },
  ownTrack: { ...track, summary: "An event, under a tag's own path" },
  telegram: {
    summary: "A beacon of Telegram's own script",
    description: 'p or e must be there; every other key is a property of the event.',
    consumes,
    shown: {
      querystring: Type.Object({
        p: optional('The write key, of a page view.'),
        e: optional('The id of a pixel event.'),
        c: optional('The click id.'),
        t: optional('When it was, in ms since 1970.'),
        l: optional('The address of the page.'),
      }),
      ...stored,
      refusals: [...stored.refusals, 404],
    },
  },
  preflight: {
    summary: "A browser's question whether it may send",
    shown: { response: { 204: Type.Null({ description: 'It may' }) } },
  },
};

export const dialect: Dialect = {
  tag: 'Beacons',
  error: Type.String({ description: 'What is wrong.' }),
  errorType: 'text/plain',
  invalid: 400,
  security: [],
};
