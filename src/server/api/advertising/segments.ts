import { Type } from 'typebox';
import { DAY_MS, HOUR_MS } from '../../../protocol/durations.ts';
import type { AdRow } from '../../store/adRecords.ts';
import type { ApiParts } from '../apiRoutes.ts';
import { recordAnswers } from './answers.ts';
import { COMMON_SCHEMA } from './conversionPixels.ts';
import { SEGMENT_FIELDS } from './fields.ts';
import type { RecordKind } from './kind.ts';

/** How far back a segment's `count` goes. */
const COUNTED_DAYS = 30;

const NAMES = { one: 'segment', many: 'segments', alias: 'short_name' };

/** Segments, as `/segment` has them: `/seg?add=…` and the `seg` of `/px` put a visitor into them. */
export const segments = ({ store, now }: ApiParts): RecordKind<AdRow> => ({
  path: '/segment',
  ...NAMES,
  fields: SEGMENT_FIELDS,
  records: store.segments,
  body: Type.Object({ ...COMMON_SCHEMA, short_name: COMMON_SCHEMA.name }, { additionalProperties: false }),
  answers: recordAnswers(
    { ...NAMES, title: 'Segment' },
    {
      short_name: Type.String(),
      count: Type.Integer({
        minimum: 0,
        description: `How often visitors were put into it, in the last ${COUNTED_DAYS} days.`,
      }),
    },
  ),
  defaults: {},
  isTaken: async id => (await store.conversionPixels.get(id)) !== undefined,
  read: () => ({ columns: {} }),
  toJson: () => ({}),
  async linksOf(rows) {
    const to = now();
    const from = to - COUNTED_DAYS * DAY_MS;
    const counts = new Map<number, number>();
    const keysOf = new Map<string, string[]>();
    for (const { id, account_id } of rows) {
      const writeKeys =
        keysOf.get(account_id) ?? (await store.tags.list([account_id])).map(tag => tag.write_key);
      keysOf.set(account_id, writeKeys);
      const filter = { writeKeys, type: 'fire' as const, events: [String(id)] };
      const hours = await store.hours({ ...filter, from: from - (from % HOUR_MS), to });
      counts.set(
        id,
        hours.reduce((sum, { count }) => sum + count, 0),
      );
    }
    return ({ id }) => ({ count: counts.get(id) ?? 0 });
  },
  inUse: async ({ id }) => `segment ${id} is used`,
});
