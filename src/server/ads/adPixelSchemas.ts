import { Type } from 'typebox';
import { MAX_ID } from '../collect/readId.ts';
import { text } from '../http/openapi/parts.ts';

const optional = (description: string) => Type.Optional(Type.String({ description }));
const id = (description: string) => Type.String({ description, pattern: '^\\d{1,10}$' });

const visit = {
  anonymousId: Type.Optional(
    Type.String({ maxLength: 255, description: "The visitor; else the tag's cookie." }),
  ),
  userId: Type.Optional(Type.String({ maxLength: 255, description: 'The user.' })),
  messageId: Type.Optional(Type.String({ maxLength: MAX_ID, description: 'Stored once.' })),
};
const redir = optional('Where to go on to: https, on a host of the account; others are ignored.');
const image = { ...text('text/plain').content, 'image/gif': {} };
const stored = { description: 'Stored, or of a record that is off', content: image };
const onward = Type.Null({ description: 'Stored; goes on to an allowed address' });
const refusals = [400, 503];

const ad = Type.Object({
  line_item_id: Type.Optional(id('The ad; this or campaign_id must be there.')),
  campaign_id: Type.Optional(id('The campaign; this or line_item_id must be there.')),
  ...visit,
});

const fire = {
  summary: 'Fire a conversion pixel',
  description:
    'With t=1 the answer is a script that fires the piggybacks, else an image or a redirect to the one piggyback.',
  shown: {
    querystring: Type.Object({
      id: Type.Optional(id('The pixel; this or seg must be there.')),
      t: optional('1: a script; 2 or nothing: an image.'),
      order_id: optional(
        'At most 255 characters; X-Debug warns of one that is no 1 to 36 letters and digits. A placeholder that nobody filled in counts as none.',
      ),
      value: optional('A number, like 10.5.'),
      currency: optional('Three letters, like EUR.'),
      signature: optional('Of the order and its value, by the secret of the tag that it counts for.'),
      other: optional('At most 20 characters.'),
      seg: optional('Numbers, like 1,2,3.'),
      redir,
      ...visit,
      gdpr: optional('Consent, for the macros of piggybacks.'),
      gdpr_consent: optional('The same.'),
      addtl_consent: optional('The same.'),
      us_privacy: optional('The same.'),
      gpp: optional('The same.'),
      gpp_sid: optional('The same.'),
    }),
    response: {
      200: { ...stored, content: { ...image, ...text('text/javascript').content } },
      302: onward,
    },
    refusals,
  },
};

/** What the routes of ads and conversion pixels take and answer, for the document: they read the raw URL. */
export const adPixelSchemas = {
  fire,
  ownFire: { ...fire, summary: "Fire a conversion pixel, under a tag's own path" },
  segment: {
    summary: 'Put a visitor into segments',
    description: 'Also as seg of /px.',
    shown: {
      querystring: Type.Object({
        add: Type.Optional(Type.String({ description: 'The segments, with commas between.' })),
        seg: Type.Optional(Type.String({ description: 'The same.' })),
        t: optional('1: a script, which does nothing; 2 or nothing: an image.'),
        redir,
        ...visit,
      }),
      response: {
        200: { ...stored, content: { ...image, ...text('text/javascript').content } },
        302: onward,
      },
      refusals,
    },
  },
  impression: {
    summary: 'Tell that an ad was seen',
    shown: { querystring: ad, response: { 200: stored }, refusals },
  },
  click: {
    summary: 'Tell that an ad was clicked, and go on to the landing page',
    shown: {
      querystring: Type.Object({ ...ad.properties, redir }),
      response: { 200: stored, 302: onward },
      refusals,
    },
  },
};
