import { type Static, Type } from 'typebox';
import { exactly, nullable, time, uuid } from '../../http/openapi/parts.ts';
import { next } from '../recordList.ts';

export const AccountAnswer = exactly(
  {
    id: Type.String(),
    name: Type.String(),
    advertiser_id: Type.Integer({ description: 'Its name for conversion pixels.' }),
    business_id: uuid,
    created_at: time,
    redirect_hosts: Type.Array(Type.String(), {
      description: 'Where its pixels and clicks may redirect to, beside the domains of its tags.',
    }),
    orders_across_tags: Type.Boolean({
      description:
        'Whether its tags number their orders together: the same number in two of them is one order.',
    }),
    time_zone: nullable(
      Type.String({ description: 'Whose days its reports are of; null: of whoever reads them.' }),
    ),
  },
  { title: 'Account' },
);
export const AccountsAnswer = exactly({ accounts: Type.Array(AccountAnswer), next });

export type AccountAnswer = Static<typeof AccountAnswer>;
