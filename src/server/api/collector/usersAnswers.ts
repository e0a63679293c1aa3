import { type Static, Type } from 'typebox';
import { exactly, time } from '../../http/openapi/parts.ts';
import { Token } from './tokensAnswers.ts';

const user = {
  name: Type.String(),
  number: Type.Integer({ description: 'What "created_by" calls him.' }),
  role: Type.Enum(['viewer', 'editor']),
  publish: Type.Boolean({ description: 'Whether he may put scripts of others on pages.' }),
  people: Type.Optional(
    Type.Literal(true, { description: 'He may show and erase all that is held of a person.' }),
  ),
  accounts: Type.Union([Type.Literal('*'), Type.Array(Type.String())]),
  created_at: time,
};

export const UserAnswer = exactly(user, { title: 'User' });
export const UserWithDependents = exactly({ ...user, tokens: Type.Array(Token) });
export const UsersAnswer = exactly({ users: Type.Array(UserAnswer) });

export type UserAnswer = Static<typeof UserAnswer>;
