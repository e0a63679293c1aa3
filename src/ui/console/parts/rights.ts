import { TEXT } from '../text.ts';
import { who } from './who.ts';

export type Role = keyof typeof TEXT.users.roles;

/** What a user may do, and where. */
export interface Rights {
  role: Role;
  accounts: string[] | '*';
  people: boolean;
}

/** The roles that whoever is logged in may give. */
export const rolesToGive = (): Role[] =>
  (Object.keys(TEXT.users.roles) as Role[]).filter(
    role => who.value?.publish || (role !== 'publisher' && role !== 'owner'),
  );

export const accountsText = (accounts: string[] | '*'): string =>
  accounts === '*' ? TEXT.users.all : accounts.join(', ');
