import { type Static, Type } from 'typebox';
import { rightsOf } from '../../access/rightsOf.ts';
import { invalid } from '../../http/errors.ts';
import { ROLES, type Role } from '../../store/users.ts';
import { oneOf } from '../oneOf.ts';
import { AccountList } from './accountList.ts';

/** Of a user, as he is given it. */
export const password = Type.String({
  minLength: 8,
  maxLength: 200,
  fix: 'must be a text of 8 to 200 characters',
});

export const userName = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$',
  fix: 'must be 1 to 100 letters, digits or ". _ @ + -", and start with a letter or digit',
});

export const role = Type.Enum([...ROLES], { fix: oneOf(ROLES) });
const flag = Type.Boolean({ fix: 'must be true or false' });

/** What a user may do. `publish` is of when there were two roles: `editor` with it is `publisher`. */
export const RIGHTS = {
  role,
  publish: Type.Optional(flag),
  people: Type.Optional(flag),
};

export const NewUser = Type.Object(
  { name: userName, password, accounts: AccountList, ...RIGHTS },
  { additionalProperties: false },
);

/** What is left out stays. */
export const UserChange = Type.Object(
  {
    role: Type.Optional(role),
    publish: Type.Optional(flag),
    people: Type.Optional(flag),
    accounts: Type.Optional(
      Type.Unsafe<string[] | '*'>({
        anyOf: [{ const: '*' }, { type: 'array', maxItems: 1000, items: { type: 'string' } }],
        fix: 'must be a list of account ids, or "*" for all of them',
      }),
    ),
  },
  { additionalProperties: false },
);
export type UserChange = Static<typeof UserChange>;

interface Said {
  role?: Role | undefined;
  publish?: boolean | undefined;
  accounts?: string[] | '*' | undefined;
}

/**
 * The role that a body says: by its name, or as it was said of two roles with a flag. What could do all then is an owner.
 * Throws where role and flag don't agree.
 */
export function readRole({ role, publish, accounts }: Said, before: Role = 'viewer'): Role {
  const said = role ?? before;
  if (publish === undefined || publish === rightsOf(said).publish) return said;
  if (publish && said === 'editor') return role && accounts === '*' ? 'owner' : 'publisher';
  if (!publish && said === 'publisher' && !role) return 'editor';
  const message = publish
    ? 'publish: goes with the roles "publisher" and "owner"'
    : `publish: the role "${said}" has this right: leave it out, or give another role`;
  throw invalid({ field: 'publish', message, type: 'role' });
}
