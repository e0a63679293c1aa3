import { Type } from 'typebox';
import { exactly, nullable, time } from '../../http/openapi/parts.ts';

const kind = Type.Enum(['auth', 'console'], {
  description: 'By POST /auth, or of the console.',
});

export const WhoAnswer = exactly(
  {
    actor: exactly({
      kind: Type.Enum(['token', 'user', 'admin', 'demo']),
      id: Type.String(),
      name: Type.String(),
    }),
    scope: Type.Enum(['read', 'write']),
    publish: Type.Boolean(),
    owner: Type.Boolean({ description: 'Whether it may have users of its accounts.' }),
    people: Type.Optional(Type.Literal(true)),
    accounts: Type.Union([Type.Literal('*'), Type.Array(Type.String())]),
    expires_at: nullable(time),
    session: nullable(exactly({ id: Type.String(), kind })),
  },
  { title: 'Who' },
);

export const SessionsAnswer = exactly({
  sessions: Type.Array(
    exactly(
      {
        id: Type.String(),
        user: Type.String(),
        kind,
        created_at: time,
        used_at: time,
        is_this: Type.Boolean({ description: 'Whether it is the one that asks.' }),
      },
      { title: 'Session' },
    ),
  ),
});
