import { cursorLists } from '../../parts/manage/dialects.ts';
import type { Kind } from '../../parts/manage/kind.ts';
import { TagSecret } from '../../parts/manage/tagSecret.tsx';
import { when } from '../../parts/when.ts';
import { TEXT } from '../../text.ts';

interface Tag {
  write_key: string;
  name: string;
  domain: string;
  path: string | null;
  disabled: boolean;
  secret_made_at: string | null;
  created_at: string;
}

const T = TEXT.manage.tags;
const enc = encodeURIComponent;
const pathOf = ({ id }: { id: string }) => `accounts/${enc(id)}/tags`;

export const kind: Kind<Tag> = {
  name: 'tags',
  text: T,
  sort: 'created_at',
  ...cursorLists<Tag>(pathOf, 'tags'),
  keyOf: ({ write_key }) => write_key,
  nameOf: ({ name }) => name,
  columns: [
    { title: T.name, cell: ({ name }) => name, sort: 'name' },
    { title: T.domain, cell: ({ domain }) => domain },
    { title: T.writeKey, cell: ({ write_key }) => <code>{write_key}</code>, isExtra: true },
    { title: T.state, cell: ({ disabled }) => (disabled ? T.off : T.on) },
    {
      title: TEXT.manage.made_at,
      cell: ({ created_at }, account) => when(created_at, account),
      sort: 'created_at',
      isExtra: true,
    },
  ],
  record: {
    create: T.create,
    fields: () => [
      { name: 'name', label: T.name, isNeeded: true, maxlength: 200 },
      { name: 'domain', label: T.domain, hint: T.domainHint, isNeeded: true },
      { name: 'disabled', label: T.disabled, hint: T.disabledHint, is: 'flag', only: 'change' },
      { name: 'images_only', label: T.imagesOnly, hint: T.imagesOnlyHint, is: 'flag', only: 'change' },
      { name: 'path', label: T.path, hint: T.pathHint, isNullable: true, only: 'change', maxlength: 32 },
      { name: 'hosts', label: T.hosts, hint: T.hostsHint, is: 'lines', only: 'change' },
      {
        name: 'retention_days',
        label: T.retention,
        hint: T.retentionHint,
        is: 'number',
        only: 'change',
      },
      { name: 'cut_parameters', label: T.cut, hint: T.cutHint, is: 'lines', only: 'change' },
      { name: 'keep_parameters', label: T.keep, hint: T.keepHint, is: 'lines', only: 'change' },
    ],
    one: (account, key) => `${pathOf(account)}/${enc(key)}`,
    readOne: answer => answer,
    add: (account, { scope }) => (scope === 'write' ? { path: pathOf(account), method: 'POST' } : undefined),
    made: answer => answer,
    change: (account, { write_key }) => ({ path: `${pathOf(account)}/${enc(write_key)}`, method: 'PATCH' }),
    remove: {
      sure: ({ name }) => T.sure(name),
      typed: ({ name }) => name.trim(),
      path: (account, { write_key }) => `${pathOf(account)}/${enc(write_key)}`,
      isLong: true,
      isFor: ({ owner, people }) => owner && people === true,
      notFor: TEXT.manage.noPeople,
    },
    beside: TagSecret,
  },
};
