import { Type } from 'typebox';
import { VERDICTS } from '../../attribution/judge.ts';
import { exactly, nullable, time } from '../../http/openapi/parts.ts';
import { ConversionAnswer } from './conversionsAnswers.ts';

const idOrNull = nullable(Type.Integer());
const minutes = Type.Integer({ minimum: 1, description: 'In minutes before the conversion.' });

const TouchAnswer = exactly(
  {
    kind: Type.Enum(['click', 'view']),
    time,
    counts_from: {
      ...time,
      description: 'What its window counts from: of a click, when its ad was last seen before it.',
    },
    line_item_id: idOrNull,
    campaign_id: idOrNull,
    campaign: nullable(Type.Record(Type.String(), Type.Unknown(), { description: 'Of a landing.' })),
    verdict: Type.Enum([...VERDICTS], {
      description:
        'credited; or why not: the pixel counts none of its kind (trigger), somebody else was logged in there (others), the ' +
        'pixel takes no landings (landing) or other line items (line_item), it is too old (window), a click goes before ' +
        'views (click), a later one counts (later), it came too late to be credited again (settled).',
    }),
  },
  { title: 'JudgedTouch' },
);

export const ConversionTouchesAnswer = exactly(
  {
    conversion: ConversionAnswer,
    rule: nullable(
      exactly({
        trigger_type: Type.Enum(['click', 'view', 'hybrid']),
        click_window: minutes,
        view_window: minutes,
        landings_count: Type.Boolean(),
        line_item_ids: Type.Array(Type.Integer(), { description: 'Whose touches alone count; none: all.' }),
        post_click_value: nullable(Type.Number()),
        post_view_value: nullable(Type.Number()),
      }),
    ),
    touches: Type.Array(TouchAnswer),
    whole: Type.Boolean({ description: 'Whether these are all touches of the longest window.' }),
  },
  { title: 'ConversionTouches' },
);
