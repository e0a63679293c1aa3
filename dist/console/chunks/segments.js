import { a$1 as a } from './preact.js';
import { CopyText } from './manage.js';
import { AD_FIELDS, AD_COLUMNS, AD_FILTERS } from './adParts.js';
import { adRecords } from './when.js';
import { imageCode, pixelUrl } from './pixelUrls.js';
import { TEXT } from '../main.js';
import './accountChoice.js';
import './useAnswer.js';
import './problemLine.js';
import './fieldRow.js';
import './signedIn.js';
import './signIn.js';
import './form.js';

const T = TEXT.manage.segments;
const { lists, record, at } = adRecords('segment', 'segment', 'segments');
const kind = {
    name: 'segments',
    text: T,
    sort: 'created_on',
    ...lists,
    filters: AD_FILTERS,
    nameOf: ({ name }) => name,
    columns: [
        { title: T.name, cell: ({ name }) => name, sort: 'name' },
        { title: T.count, cell: ({ count }) => count.toLocaleString() },
        ...AD_COLUMNS,
    ],
    record: {
        create: T.create,
        ...record,
        fields: () => AD_FIELDS,
        remove: { sure: ({ name }) => T.sure(name), path: (account, { id }) => at(account, id) },
        beside: ({ row }) => a(CopyText, { title: T.image, text: imageCode(pixelUrl('seg', { add: row.id })) }),
    },
};

export { kind };
