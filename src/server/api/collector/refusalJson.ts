import { type Static, Type } from 'typebox';
import type { Access } from '../../access/access.ts';
import { opens } from '../../access/auth.ts';
import { refusalFix } from '../../collect/refusalFix.ts';
import type { Refusal } from '../../collect/refusals.ts';
import { exactly, hex32, nullable, time } from '../../http/openapi/parts.ts';
import { isoTime } from '../time.ts';

export const RefusalAnswer = exactly(
  {
    id: Type.Integer({ minimum: 1, description: 'Its own number, since the start of this collector.' }),
    status: Type.Integer(),
    reason: Type.String({ description: 'Why, without the values that were sent.' }),
    fix: Type.String(),
    writeKey: nullable(hex32),
    method: Type.String(),
    route: Type.String(),
    host: nullable(Type.String({ description: 'Of the page, where the browser told it.' })),
    parameters: Type.Array(Type.String(), { description: 'The names of what was sent first.' }),
    count: Type.Integer({ minimum: 1, description: 'How often the same was refused.' }),
    first_at: time,
    last_at: time,
  },
  { title: 'Refusal' },
);

/** Refused beacons as the API shows them. */
export const refusalJson = (refusal: Refusal): Static<typeof RefusalAnswer> => ({
  id: refusal.id,
  status: refusal.status,
  reason: refusal.reason,
  fix: refusalFix(refusal.status, refusal.reason),
  writeKey: refusal.writeKey || null,
  method: refusal.method,
  route: refusal.route,
  host: refusal.host || null,
  parameters: refusal.names,
  count: refusal.count,
  first_at: isoTime(refusal.firstAt),
  last_at: isoTime(refusal.lastAt),
});

/**
 * Whether somebody may read of a refusal: of those of a tag whoever may read its account, of all others who may read all.
 * @param writeKey the one tag that is asked for: what is of no tag is shown beside each
 */
export function mayRead(
  access: Pick<Access, 'accounts'>,
  { accountId, writeKey: ofTag }: Pick<Refusal, 'accountId' | 'writeKey'>,
  writeKey: string | undefined,
): boolean {
  if (accountId === null) return access.accounts === '*';
  return opens(access, accountId) && (writeKey === undefined || writeKey === ofTag);
}
