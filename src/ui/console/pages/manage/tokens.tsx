import { callApi } from '../../callApi.ts';
import { chosenAccount } from '../../parts/accountChoice.tsx';
import { cursorLists } from '../../parts/manage/dialects.ts';
import type { Field } from '../../parts/manage/field.ts';
import type { Kind } from '../../parts/manage/kind.ts';
import { when } from '../../parts/when.ts';
import { BY_COOKIE, type Who } from '../../parts/who.ts';
import { TEXT } from '../../text.ts';

interface Token {
  id: string;
  name: string;
  scope: 'read' | 'write';
  publish: boolean;
  people?: true;
  accounts: string[] | '*';
  created_at: string;
  made_by: { kind: string; id: string } | null;
  expires_at: string | null;
  revoked_at: string | null;
}

const T = TEXT.manage.tokens;
const pathOf = ({ id }: { id: string }) => `tokens/${encodeURIComponent(id)}`;

const stateOf = ({ revoked_at, expires_at }: Token): string => {
  if (revoked_at) return T.revoked(when(revoked_at));
  return expires_at && Date.parse(expires_at) <= Date.now() ? T.ended : T.valid;
};
const rightsOf = ({ scope, publish, people }: Token): string[] => [
  T.scopes[scope],
  ...(publish ? [T.publish] : []),
  ...(people ? [T.people] : []),
];

export const kind: Kind<Token> = {
  name: 'tokens',
  text: T,
  isOfNone: true,
  sort: 'created_at.desc',
  ...cursorLists<Token>(() => 'tokens', 'tokens'),
  keyOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  columns: [
    { title: T.name, cell: ({ name }) => name, sort: 'name' },
    { title: T.scope, cell: ({ scope }) => T.scopes[scope] },
    {
      title: T.accounts,
      cell: ({ accounts }) => (accounts === '*' ? T.all : accounts.join(', ')),
      isExtra: true,
    },
    { title: T.state, cell: stateOf },
    { title: T.expires, cell: ({ expires_at }) => when(expires_at) || T.never, isExtra: true },
    {
      title: TEXT.manage.made_at,
      cell: ({ created_at }) => when(created_at),
      sort: 'created_at',
      isExtra: true,
    },
  ],
  record: {
    create: T.create,
    fields: (who, row) => (row ? [] : newFields(who)),
    one: (_, key) => pathOf({ id: key }),
    readOne: answer => answer,
    add: (_, { owner }) => (owner ? { path: 'tokens', method: 'POST' } : undefined),
    made: answer => answer,
    secretOf: answer => ({ title: T.token, text: (answer as { token: string }).token }),
    remove: {
      text: T.revoke,
      sure: ({ name }) => T.sure(name),
      path: (_, row) => pathOf(row),
      isFor: ({ owner }, { revoked_at }) => owner && revoked_at === null,
      done: T.revokedNow,
      async hangs(_, row) {
        const { tokens } = await callApi<{ tokens: Token[] }>(pathOf(row), BY_COOKIE);
        const items = tokens.filter(({ revoked_at }) => !revoked_at).map(({ name }) => name);
        return items.length ? { title: T.hangs, items } : undefined;
      },
    },
    beside: ({ row }) => (
      <dl class="named-facts">
        <dt>{T.state}</dt>
        <dd>{stateOf(row)}</dd>
        <dt>{T.rights}</dt>
        <dd>{rightsOf(row).join('; ')}</dd>
        <dt>{T.accounts}</dt>
        <dd>{row.accounts === '*' ? T.all : row.accounts.join(', ')}</dd>
        <dt>{T.expires}</dt>
        <dd>{when(row.expires_at) || T.never}</dd>
        <dt>{TEXT.manage.made_at}</dt>
        <dd>{when(row.created_at)}</dd>
        <dt>{T.maker}</dt>
        <dd>{row.made_by ? `${row.made_by.kind} ${row.made_by.id}` : TEXT.manage.none}</dd>
      </dl>
    ),
  },
};

/** Nobody gives a right that he has not. */
function newFields({ accounts, publish, people }: Who): Field[] {
  return [
    { name: 'name', label: T.name, hint: T.nameHint, isNeeded: true, maxlength: 200 },
    { name: 'scope', label: T.scope, is: 'choice', options: Object.entries(T.scopes) },
    {
      name: 'accounts',
      label: T.accounts,
      hint: accounts === '*' ? T.accountsHintAll : T.accountsHint,
      is: 'lines',
      // The least that is of use.
      initial: chosenAccount.value || (accounts === '*' ? '' : (accounts[0] ?? '')),
      isNeeded: true,
      write: (text: string) => {
        const ids = text.split(/[\n,]/).flatMap(each => each.trim() || []);
        return ids.length === 1 && ids[0] === '*' ? '*' : ids;
      },
    },
    ...(publish ? [{ name: 'publish', label: T.publish, is: 'flag' } as const] : []),
    ...(people ? [{ name: 'people', label: T.people, is: 'flag' } as const] : []),
    { name: 'expires_at', label: T.expires, hint: T.expiresHint, is: 'time' },
  ];
}
