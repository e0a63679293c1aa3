import { Type } from 'typebox';
import { exactly, nullable, time } from '../../../http/openapi/parts.ts';
import { DIMENSIONS } from '../../../store/reports.ts';
import { PERIODS } from './periods.ts';

const count = Type.Integer({ minimum: 0 });

const range = exactly({ from: time, to: time, tz: Type.String() }, { title: 'ReportRange' });

const measures = {
  visitors: count,
  visits: count,
  views: count,
  events: count,
  bounces: Type.Integer({ minimum: 0, description: 'Visits of one view and nothing else.' }),
  seconds: Type.Number({
    minimum: 0,
    description: 'Of all visits together, from their first to their last event.',
  }),
  conversions: count,
  revenue: Type.Record(Type.String(), Type.Number(), {
    description:
      "What was bought, by currency; '' where none was told. Of currencies that are made up the 20 most frequent are there. What was given back is not taken off.",
  }),
};

const Measures = exactly(measures, { title: 'Measures' });

export const TotalsAnswer = exactly({
  range,
  totals: Measures,
  compared: nullable(Measures),
  compared_range: nullable(range),
  visitors_estimated: Type.Boolean({
    description: 'Whether there were so many that somebody may be counted twice.',
  }),
});

const seriesRow = exactly(
  {
    start: time,
    day: Type.String({
      format: 'date',
      description: 'The day, in the time zone of `tz`, that it begins on.',
    }),
    ...measures,
  },
  { title: 'SeriesRow' },
);
export const SeriesAnswer = exactly({
  range,
  by: Type.Enum([...PERIODS]),
  rows: Type.Array(seriesRow),
  compared: nullable(Type.Array(seriesRow)),
  compared_range: nullable(range),
});

export const TopAnswer = exactly({
  range,
  dimension: Type.Enum([...DIMENSIONS]),
  rows: Type.Array(exactly({ value: Type.String(), ...measures }, { title: 'TopRow' })),
  next: nullable(Type.String({ description: 'The cursor of the next page.' })),
});

export const ReasonsAnswer = exactly({
  range,
  rows: Type.Array(exactly({ why: Type.String(), visits: count, events: count }, { title: 'ReasonRow' })),
  rules: Type.Integer({
    minimum: 1,
    description: 'The version of the rules that visits are counted by now.',
  }),
});

export const PropertiesAnswer = exactly({
  range,
  rows: Type.Array(exactly({ value: Type.String(), events: count, visits: count }, { title: 'PropertyRow' })),
  whole: Type.Boolean({
    description: 'False where there were more events than one read looks at: of the newest.',
  }),
});

export const AttributionAnswer = exactly({
  range,
  rows: Type.Array(
    exactly(
      {
        attribution: Type.Enum(['click', 'view', 'unattributed']),
        conversions: count,
        revenue: Type.Record(Type.String(), Type.Number()),
      },
      { title: 'AttributionRow' },
    ),
  ),
});
