import { type Static, Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { rightsOf } from '../../access/rightsOf.ts';
import { isWithin, seenOf } from '../../access/within.ts';
import { exactly, time } from '../../http/openapi/parts.ts';
import { ROLES, type UserRow } from '../../store/users.ts';
import { next } from '../recordList.ts';
import { isoTime } from '../time.ts';
import { Token } from './tokensAnswers.ts';

const user = {
  name: Type.String(),
  number: Type.Integer({ description: 'What "created_by" calls him.' }),
  role: Type.Enum([...ROLES]),
  publish: Type.Boolean({ description: 'Whether he may put scripts of others on pages: his role says so.' }),
  people: Type.Optional(
    Type.Literal(true, { description: 'He may show and erase all that is held of a person.' }),
  ),
  accounts: Type.Union([Type.Literal('*'), Type.Array(Type.String())], {
    description: 'Those that the token sees.',
  }),
  other_accounts: Type.Optional(
    Type.Literal(true, {
      description: 'He has accounts beyond those of whoever asks, who takes no more from him than his own.',
    }),
  ),
  created_at: time,
};

export const UserAnswer = exactly(user, { title: 'User' });
export const UserWithDependents = exactly({ ...user, tokens: Type.Array(Token) });
export const UsersAnswer = exactly({ users: Type.Array(UserAnswer), next });

export type UserAnswer = Static<typeof UserAnswer>;

/** A user as somebody sees him, who need not open all that he does. */
export const userJson = (
  access: Access,
  { name, number, role, people, accounts, created_at }: UserRow,
): UserAnswer => ({
  name,
  number,
  role,
  publish: rightsOf(role).publish,
  ...((people ?? 0) > 0 && { people: true as const }),
  accounts: seenOf(access, accounts),
  ...(!isWithin(access, accounts) && { other_accounts: true as const }),
  created_at: isoTime(created_at),
});
