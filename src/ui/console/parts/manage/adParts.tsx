import { TEXT } from '../../text.ts';
import { when } from '../when.ts';
import { SEARCH } from './asked.ts';
import type { Field } from './field.ts';
import type { Column, Filter } from './kind.ts';

/** What all records of the advertising dialect have. */
export interface AdRecord {
  id: number;
  code: string | null;
  name: string;
  state: 'active' | 'inactive';
  created_on: string;
  last_modified: string;
}

const T = TEXT.manage;
const STATES = Object.entries(T.states);

export const AD_COLUMNS: Column<AdRecord>[] = [
  { title: T.state, cell: ({ state }) => T.states[state], sort: 'state' },
  { title: 'Id', cell: ({ id }) => <code>{id}</code>, sort: 'id', isExtra: true },
  {
    title: T.made_at,
    cell: ({ created_on }, account) => when(created_on, account),
    sort: 'created_on',
    isExtra: true,
  },
];

export const AD_FILTERS: Filter[] = [
  { name: SEARCH, label: T.search },
  { name: 'state', label: T.state, options: [['', T.anyState], ...STATES] },
];

/** The name first. */
export const AD_FIELDS: Field[] = [
  { name: 'name', label: T.tags.name, isNeeded: true, maxlength: 255 },
  { name: 'code', label: T.code, hint: T.codeHint, isNullable: true, maxlength: 255 },
  { name: 'state', label: T.state, is: 'choice', options: STATES },
];
