import { HttpError } from '../http/errors.ts';
import { ROLES, type Role, type UserRow } from '../store/users.ts';
import type { Access } from './access.ts';
import { rightsOf } from './rightsOf.ts';
import { isWithin, seenOf } from './within.ts';

/** Users and invitations are an owner's, or a token's that opens all accounts and can write. */
export function needsOwner({ owner }: Access): void {
  if (!owner)
    throw new HttpError('forbidden', 'only an owner, or a token for all accounts that can write, has users');
}

/** What a user does only as an owner. API tokens do it by what they were given. */
export function needsOwnerOfUsers({ owner, actor }: Access, what: string): void {
  if (actor.kind === 'user' && !owner) throw new HttpError('forbidden', `only an owner ${what}`);
}

/** Whoever reads all accounts sees all users; an owner those who share one of his. */
export function needsToSeeUsers({ accounts, owner }: Access): void {
  if (accounts !== '*' && !owner)
    throw new HttpError('forbidden', 'only an owner, or a token for all accounts, can see users');
}

export const seesUser = (access: Access, { accounts }: Pick<UserRow, 'accounts'>): boolean =>
  access.accounts === '*' || (access.owner && seenOf(access, accounts).length > 0);

/** Whether all that a user opens is the owner's: he alone can take more from him than his own accounts. */
export const isTheirs = (access: Access, { accounts }: Pick<UserRow, 'accounts'>): boolean =>
  isWithin(access, accounts);

/** Whether a role may do more than another. */
export const isMore = (role: Role, than: Role): boolean => ROLES.indexOf(role) > ROLES.indexOf(than);

/** Nobody gives what he has not. */
export function needsToGive(
  access: Access,
  { role, people, accounts }: { role: Role; people: boolean; accounts: string[] | '*' },
  roleField = 'role',
): void {
  if (accounts === '*' && access.accounts !== '*') {
    throw new HttpError('forbidden', 'accounts: this token opens not all of them: list some of its own');
  }
  if (people && !access.people) {
    throw new HttpError('forbidden', 'people: this token has no such right, and can give none');
  }
  if (rightsOf(role).publish && !access.publish) {
    const message = 'this token has not the right to publish, and can not give it';
    throw new HttpError('forbidden', `${roleField}: ${message}`);
  }
}

const ownsAll = ({ role, accounts }: Pick<UserRow, 'role' | 'accounts'>): boolean =>
  role === 'owner' && accounts === '*';

/**
 * Somebody must be left who can do all.
 * @param after the user as he would be; undefined: removed
 */
export function keepsAnOwner(users: UserRow[], before: UserRow, after: UserRow | undefined): void {
  if (!ownsAll(before) || (after && ownsAll(after))) return;
  if (users.some(other => other.name !== before.name && ownsAll(other))) return;
  const message = `"${before.name}" is the last owner of all accounts: make another one first`;
  throw new HttpError('conflict', after ? `role: ${message}` : message);
}
