import { a$1 as a } from './preact.js';
import { TEXT } from '../main.js';
import { when } from './when.js';
import { SEARCH } from './manage.js';

const T = TEXT.manage;
const STATES = Object.entries(T.states);
const AD_COLUMNS = [
    { title: T.state, cell: ({ state }) => T.states[state], sort: 'state' },
    { title: 'Id', cell: ({ id }) => a("code", { children: id }), sort: 'id', isExtra: true },
    { title: T.made_at, cell: ({ created_on }) => when(created_on), sort: 'created_on', isExtra: true },
];
const AD_FILTERS = [
    { name: SEARCH, label: T.search },
    { name: 'state', label: T.state, options: [['', T.anyState], ...STATES] },
];
/** The name first. */
const AD_FIELDS = [
    { name: 'name', label: T.tags.name, isNeeded: true, maxlength: 255 },
    { name: 'code', label: T.code, hint: T.codeHint, isNullable: true, maxlength: 255 },
    { name: 'state', label: T.state, is: 'choice', options: STATES },
];

export { AD_COLUMNS, AD_FIELDS, AD_FILTERS };
