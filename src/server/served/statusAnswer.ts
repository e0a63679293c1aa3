import { Type } from 'typebox';
import { exactly, nullable } from '../http/openapi/parts.ts';

export const StatusAnswer = exactly(
  {
    version: Type.String(),
    uptime_seconds: Type.Integer({ minimum: 0 }),
    events_stored: Type.Integer({ minimum: 0 }),
    queue_length: Type.Integer({ minimum: 0 }),
    last_commit_ms: nullable(Type.Number({ description: 'Null before the first commit.' })),
  },
  { title: 'Status' },
);
