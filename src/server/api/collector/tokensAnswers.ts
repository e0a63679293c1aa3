import { Type } from 'typebox';
import { readAccounts } from '../../access/within.ts';
import { nullable } from '../../http/openapi/parts.ts';
import type { TokenRow } from '../../store/rows.ts';
import { isoTime } from '../time.ts';

const timeOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' });

export const SHOWN = {
  id: Type.String(),
  number: Type.Integer(),
  name: Type.String(),
  scope: Type.Enum(['read', 'write']),
  publish: Type.Boolean({ description: 'Whether it may put scripts of others on pages.' }),
  people: Type.Optional(
    Type.Literal(true, { description: 'It may show and erase all that is held of a person.' }),
  ),
  accounts: Type.Unsafe<string[] | '*'>({
    anyOf: [
      { type: 'string', const: '*' },
      { type: 'array', items: { type: 'string' } },
    ],
  }),
  created_at: Type.String({ format: 'date-time' }),
  made_by: nullable(
    Type.Object(
      { kind: Type.Enum(['token', 'user', 'admin']), id: Type.String() },
      { additionalProperties: false, description: 'Null of a token from before that was noted.' },
    ),
  ),
  expires_at: timeOrNull,
  revoked_at: timeOrNull,
};

export const Token = Type.Object(SHOWN, { title: 'Token', additionalProperties: false });

export const tokenJson = (row: TokenRow) => ({
  id: row.id,
  number: row.number,
  name: row.name,
  scope: row.scope,
  publish: row.publish > 0,
  ...((row.people ?? 0) > 0 && { people: true as const }),
  accounts: readAccounts(row.accounts),
  created_at: isoTime(row.created_at),
  made_by: row.maker_kind === null ? null : { kind: row.maker_kind, id: row.maker_id ?? '' },
  expires_at: row.expires_at === null ? null : isoTime(row.expires_at),
  revoked_at: row.revoked_at === null ? null : isoTime(row.revoked_at),
});
