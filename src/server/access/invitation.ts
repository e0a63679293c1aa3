import { DAY_MS } from '../../protocol/durations.ts';
import type { InvitationRow } from '../store/invitations.ts';
import type { Store } from '../store/store.ts';
import { rightsOf } from './rightsOf.ts';
import { hashToken } from './token.ts';
import { isWithin, readAccounts } from './within.ts';

/** How long an invitation holds. */
export const INVITATION_MS = 7 * DAY_MS;

/** What begins the page of the console that takes an invitation; the key follows. */
export const JOIN_PAGE = '/#/join/';

type Inviting = Pick<Store, 'invitations' | 'users' | 'tokens'>;

/** The invitation of a key that still holds: in its time, and by somebody who still may give what it gives. */
export async function openInvitation(
  store: Inviting,
  key: string,
  time: number,
): Promise<InvitationRow | undefined> {
  const invitation = await store.invitations.ofHash(hashToken(key));
  if (!invitation || time >= invitation.expires_at) return undefined;
  return (await stillGives(store, invitation, time)) ? invitation : undefined;
}

async function stillGives({ users, tokens }: Inviting, given: InvitationRow, time: number): Promise<boolean> {
  const { maker_kind, maker_id } = given;
  if (maker_kind === 'admin') return true;
  if (maker_kind === 'user') {
    const user = await users.get(maker_id);
    return user !== undefined && covers({ ...rightsOf(user.role), ...user }, given);
  }
  const token = await tokens.get(maker_id);
  if (!token || token.revoked_at !== null || (token.expires_at !== null && time >= token.expires_at))
    return false;
  const { scope, accounts, publish } = token;
  const owner = scope === 'write' && accounts === '*';
  return covers({ ...token, owner, publish: publish > 0 }, given);
}

const covers = (
  maker: { owner: boolean; publish: boolean; accounts: string; people?: number },
  { role, accounts, people }: InvitationRow,
): boolean =>
  maker.owner &&
  isWithin({ accounts: readAccounts(maker.accounts) }, accounts) &&
  (maker.publish || !rightsOf(role).publish) &&
  (people === 0 || (maker.people ?? 0) > 0);

/** Removes those that are over. */
export async function forgetInvitations(
  { invitations }: Pick<Store, 'invitations'>,
  isOver: (invitation: InvitationRow) => boolean,
): Promise<void> {
  for (const each of await invitations.list()) if (isOver(each)) await invitations.remove(each.id);
}
