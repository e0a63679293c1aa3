import { Type } from 'typebox';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { RefusalAnswer } from './refusalJson.ts';

const count = Type.Integer({ minimum: 0 });
const texts = Type.Array(Type.String());

/** What a check knows of its page. */
export const CheckAnswer = exactly(
  {
    id: hex32,
    writeKey: hex32,
    url: Type.String({ description: 'The page.' }),
    link: Type.String({ description: 'The page with the id, which opens it so that it tells of itself.' }),
    made_at: time,
    expires_at: time,
    script_at: nullable(time),
    debug_at: nullable(time),
    told_at: nullable(time),
    entries: Type.Array(
      exactly({
        number: Type.Integer({ minimum: 1 }),
        at: time,
        page: Type.String({ description: 'Host and path.' }),
        kind: Type.String(),
        facts: Type.Record(Type.String(), Type.String()),
      }),
      { description: 'What the page told, in its order: nobody vouches for it.' },
    ),
    left_out: count,
    events: Type.Array(
      exactly({
        messageId: Type.String(),
        type: Type.String(),
        event: Type.String(),
        at: time,
        path: Type.String(),
        properties: texts,
        library: Type.String(),
        allowed: texts,
        denied: texts,
        pixel_id: nullable(Type.String()),
      }),
      { description: 'What was stored of the page.' },
    ),
    doubled: Type.Array(Type.String(), { description: 'Page views that came twice, by their messageId.' }),
    pixels: Type.Array(
      exactly({
        id: Type.String(),
        name: Type.String(),
        event: Type.String(),
        came: count,
        missing: texts,
      }),
    ),
    refusals: Type.Array(RefusalAnswer, { description: 'Since then, of this tag or of the page’s host.' }),
  },
  { title: 'Check' },
);
