import { Type } from 'typebox';
import { exactly, nullable } from '../http/openapi/parts.ts';

const status = Type.Literal('ok');

/** For anyone: that it lives. */
export const AliveAnswer = exactly({ status }, { title: 'Alive' });

export const StatusAnswer = exactly(
  {
    status,
    version: Type.String(),
    uptime_seconds: Type.Integer({ minimum: 0 }),
    events_stored: Type.Integer({ minimum: 0 }),
    queue_length: Type.Integer({ minimum: 0 }),
    storing: Type.Boolean({
      description: 'False where the store holds as much as it may: events are a 503.',
    }),
    store_bytes: Type.Integer({ minimum: 0 }),
    max_store_bytes: nullable(Type.Integer({ description: 'Of --max-store. Null: no limit but the disk.' })),
    rebuild_offered: Type.Optional(
      Type.Literal(true, {
        description:
          'Events are counted by the vocabulary or the rules of an earlier version: `tgp rebuild` shows what would be different.',
      }),
    ),
    last_commit_ms: nullable(Type.Number({ description: 'Null before the first commit.' })),
  },
  { title: 'Status' },
);
