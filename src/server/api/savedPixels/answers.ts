import { type Static, type TSchema, Type } from 'typebox';
import { PLATFORMS } from '../../../install/platforms.ts';
import type { Choice } from '../../../protocol/conversions.ts';
import { exactly, nullable, seconds } from '../../http/openapi/parts.ts';
import { next } from '../recordList.ts';
import { fields } from './body.ts';

const { config, target_platform } = fields;
const id = Type.String();
const description = nullable(Type.String());
const success = <Data extends TSchema>(data: Data) => exactly({ success: Type.Literal(true), data });
const choices = Type.Unsafe<readonly Choice[]>(
  Type.Array(exactly({ value: Type.String(), label: Type.String() })),
);

export const SavedPixelItem = exactly(
  {
    id,
    name: Type.String(),
    description,
    pixel_type: config.properties.type,
    conversion_type: nullable(Type.String()),
    target_platform,
    created_at: seconds,
  },
  { title: 'SavedPixelItem' },
);
const SavedPixel = exactly(
  {
    id,
    account_id: Type.String(),
    name: Type.String(),
    description,
    config,
    target_platform,
    created_by: Type.Integer({ description: 'The number of the token that made it.' }),
    created_at: seconds,
    updated_at: seconds,
  },
  { title: 'SavedPixel' },
);
const InstallCode = exactly(
  {
    platform: Type.Enum([...PLATFORMS]),
    language: Type.String(),
    base_code: Type.String({ description: 'What loads the tag: once for all pixels.' }),
    event_code: Type.String({ description: 'What fires this pixel.' }),
    files: Type.Optional(
      Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' } }),
    ),
    archive: Type.Optional(
      Type.String({ description: 'The name of the zip that the files make: format=zip gives it.' }),
    ),
    required_variables: Type.Array(exactly({ name: Type.String(), from: Type.String() })),
    notes: Type.Array(Type.String()),
  },
  { title: 'InstallCode' },
);

export const SavedPixelAnswer = success(SavedPixel);
export const SavedPixelsAnswer = exactly({
  success: Type.Literal(true),
  data: Type.Array(SavedPixelItem),
  next,
});
export const OptionsAnswer = success(exactly({ conversion_types: choices, properties: choices }));
export const CodeAnswer = success(InstallCode);

export type SavedPixel = Static<typeof SavedPixel>;
export type SavedPixelItem = Static<typeof SavedPixelItem>;
