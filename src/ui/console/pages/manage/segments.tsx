import { CopyText } from '../../parts/copyText.tsx';
import { AD_COLUMNS, AD_FIELDS, AD_FILTERS, type AdRecord } from '../../parts/manage/adParts.tsx';
import { adRecords } from '../../parts/manage/dialects.ts';
import type { Kind } from '../../parts/manage/kind.ts';
import { imageCode, pixelUrl } from '../../parts/manage/pixelUrls.ts';
import { TEXT } from '../../text.ts';

interface Segment extends AdRecord {
  count: number;
}

const T = TEXT.manage.segments;
const { lists, record, at } = adRecords<Segment>('segment', 'segment', 'segments');

export const kind: Kind<Segment> = {
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
    beside: ({ row }) => <CopyText title={T.image} text={imageCode(pixelUrl('seg', { add: row.id }))} />,
  },
};
