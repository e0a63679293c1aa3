import { type Static, Type } from 'typebox';
import { exactly, time, uuid } from '../openapi/parts.ts';

export const AccountAnswer = exactly(
  {
    id: Type.String(),
    name: Type.String(),
    advertiser_id: Type.Integer({ description: 'Its name for conversion pixels.' }),
    business_id: uuid,
    created_at: time,
  },
  { title: 'Account' },
);
export const AccountsAnswer = exactly({ accounts: Type.Array(AccountAnswer) });

export type AccountAnswer = Static<typeof AccountAnswer>;
