import { type Static, Type } from 'typebox';
import { exactly, time } from '../../http/openapi/parts.ts';

export const UserAnswer = exactly(
  {
    name: Type.String(),
    role: Type.Enum(['viewer', 'editor']),
    accounts: Type.Union([Type.Literal('*'), Type.Array(Type.String())]),
    created_at: time,
  },
  { title: 'User' },
);
export const UsersAnswer = exactly({ users: Type.Array(UserAnswer) });

export type UserAnswer = Static<typeof UserAnswer>;
