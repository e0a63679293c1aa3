import { type Static, Type } from 'typebox';
import { OWN_PATH } from '../../access/ownPath.ts';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { next } from '../recordList.ts';

export const TagAnswer = exactly(
  {
    write_key: hex32,
    account_id: Type.String(),
    name: Type.String(),
    domain: Type.String(),
    disabled: Type.Boolean(),
    images_only: Type.Boolean({ description: 'Whether it runs no scripts of others.' }),
    retention_days: nullable(Type.Integer({ description: 'Days that its events are kept.' })),
    cut_parameters: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Parameters that are cut from its addresses, beside those that are secrets or persons; where there are such.',
      }),
    ),
    keep_parameters: Type.Optional(
      Type.Array(Type.String(), { description: 'Those that are never cut; where there are such.' }),
    ),
    path: nullable(
      Type.String({
        pattern: OWN_PATH,
        description: 'Its script, beacons and pixels are under this segment too; null: none.',
      }),
    ),
    hosts: Type.Array(Type.String(), {
      description: 'Where its events come from: those of other pages are marked. None: nothing is.',
    }),
    secret_made_at: nullable(time),
    created_at: time,
  },
  { title: 'Tag' },
);
export const TagsAnswer = exactly({ tags: Type.Array(TagAnswer), next });

export type TagAnswer = Static<typeof TagAnswer>;
