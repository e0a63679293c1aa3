import { TEXT } from '../../text.ts';
import { AD_COLUMNS, AD_FIELDS, AD_FILTERS, type AdRecord } from './adParts.tsx';
import { adRecords } from './dialects.ts';
import { ownField } from './field.ts';
import type { Kind } from './kind.ts';
import { PixelPicker } from './pixelPicker.tsx';

interface Uses extends AdRecord {
  pixels: { id: number }[] | null;
}

/** A kind of record that uses conversion pixels: line items and campaigns. */
export function usesPixels(name: 'line-items' | 'campaigns', path: string): Kind<Uses> {
  const text = TEXT.manage[name];
  const { lists, record, at } = adRecords<Uses>(path, path, name);
  return {
    name,
    text,
    sort: 'created_on',
    ...lists,
    filters: AD_FILTERS,
    nameOf: each => each.name,
    columns: [
      { title: text.name, cell: each => each.name, sort: 'name' },
      { title: text.pixels, cell: ({ pixels }) => (pixels?.length ?? 0).toLocaleString() },
      ...AD_COLUMNS,
    ],
    record: {
      create: text.create,
      ...record,
      fields: () => [
        ...AD_FIELDS,
        ownField<number[]>({
          name: 'pixels',
          label: text.pixels,
          initial: [],
          Input: PixelPicker,
          read: row => (row as Uses).pixels?.map(({ id }) => id) ?? [],
          write: ids => (ids.length ? ids.map(id => ({ id })) : null),
        }),
      ],
      remove: { sure: each => text.sure(each.name), path: (account, { id }) => at(account, id) },
    },
  };
}
