import type { Role } from '../store/users.ts';
import type { Access } from './access.ts';

/** What a role opens in the accounts of whoever has it. */
export const rightsOf = (role: Role): Pick<Access, 'scope' | 'publish' | 'owner'> => ({
  scope: role === 'viewer' ? 'read' : 'write',
  publish: role === 'publisher' || role === 'owner',
  owner: role === 'owner',
});
