import { type Static, Type } from 'typebox';
import { exactly, hex32, time } from '../openapi/parts.ts';

export const TagAnswer = exactly(
  {
    write_key: hex32,
    account_id: Type.String(),
    name: Type.String(),
    domain: Type.String(),
    disabled: Type.Boolean(),
    created_at: time,
  },
  { title: 'Tag' },
);
export const TagsAnswer = exactly({ tags: Type.Array(TagAnswer) });

export type TagAnswer = Static<typeof TagAnswer>;
