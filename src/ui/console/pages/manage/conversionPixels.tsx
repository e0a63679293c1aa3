import { CONVERSION_EVENTS } from '../../../../protocol/conversions.ts';
import { CopyText } from '../../parts/copyText.tsx';
import { AD_COLUMNS, AD_FIELDS, AD_FILTERS, type AdRecord } from '../../parts/manage/adParts.tsx';
import { adRecords } from '../../parts/manage/dialects.ts';
import { ownField } from '../../parts/manage/field.ts';
import type { BesideProps, Kind } from '../../parts/manage/kind.ts';
import {
  type Piggyback,
  type PiggybackDraft,
  Piggybacks,
  readPiggybacks,
  writePiggybacks,
} from '../../parts/manage/piggybacks.tsx';
import { imageCode, pixelUrl, scriptCode } from '../../parts/manage/pixelUrls.ts';
import { TEXT } from '../../text.ts';

interface Pixel extends AdRecord {
  trigger_type: keyof (typeof TEXT.manage)['conversion-pixels']['triggers'];
  pixel_conversion_event: { id: number; name: string } | null;
  piggyback_pixels: Piggyback[] | null;
  line_items: { id: number; name: string }[] | null;
  campaigns: { id: string }[] | null;
}

const T = TEXT.manage['conversion-pixels'];
const { lists, record, at } = adRecords<Pixel>('pixel', 'pixel', 'pixels');

const EVENTS: [string, string][] = [
  ['', T.noEvent],
  ...CONVERSION_EVENTS.map(({ id, name }): [string, string] => [String(id), T.events[name] ?? name]),
];

export const kind: Kind<Pixel> = {
  name: 'conversion-pixels',
  text: T,
  sort: 'created_on',
  ...lists,
  filters: AD_FILTERS,
  nameOf: ({ name }) => name,
  columns: [
    { title: T.name, cell: ({ name }) => name, sort: 'name' },
    {
      title: T.event,
      cell: ({ pixel_conversion_event: event }) => (event ? (T.events[event.name] ?? event.name) : T.noEvent),
      sort: 'pixel_conversion_event_id',
    },
    {
      title: T.piggybackKind,
      cell: ({ piggyback_pixels: fired }) => (fired ? fired.length.toLocaleString() : TEXT.manage.none),
      isExtra: true,
    },
    ...AD_COLUMNS,
  ],
  record: {
    create: T.create,
    ...record,
    fields: ({ publish }) => [
      ...AD_FIELDS.slice(0, 1),
      {
        name: 'pixel_conversion_event_id',
        label: T.event,
        hint: T.eventHint,
        is: 'choice',
        isNumber: true,
        options: EVENTS,
        initial: '7',
      },
      ...AD_FIELDS.slice(1),
      { name: 'trigger_type', label: T.trigger, is: 'choice', options: Object.entries(T.triggers) },
      { name: 'post_click_expire_mins', label: T.clickExpire, hint: T.clickExpireHint, is: 'number' },
      { name: 'post_view_expire_mins', label: T.viewExpire, hint: T.viewExpireHint, is: 'number' },
      { name: 'min_minutes_per_conv', label: T.minMinutes, hint: T.minMinutesHint, is: 'number' },
      { name: 'post_click_value', label: T.clickValue, hint: T.valueHint, is: 'number' },
      { name: 'post_view_value', label: T.viewValue, hint: T.valueHint, is: 'number' },
      { name: 'landings_count', label: T.landings, hint: T.landingsHint, is: 'flag', initial: true },
      ownField<PiggybackDraft>({
        name: 'piggyback_pixels',
        label: T.piggybacks,
        initial: { type: 'none', urls: [] },
        Input: Piggybacks(publish),
        read: each => readPiggybacks((each as Pixel).piggyback_pixels),
        write: writePiggybacks,
      }),
    ],
    remove: {
      sure: ({ name }) => T.sure(name),
      path: (account, { id }) => at(account, id),
    },
    beside: Install,
  },
};

function Install({ row }: BesideProps<Pixel>) {
  const values = { order_id: 'ORDER', value: '59.90' };
  const { line_items: lineItems, campaigns } = row;
  return (
    <>
      <h3>{T.install}</h3>
      <p class="hint">{T.installIntro}</p>
      <CopyText title={T.image} text={imageCode(pixelUrl('px', { id: row.id, t: 2, ...values }))} />
      <CopyText title={T.script} text={scriptCode(pixelUrl('px', { id: row.id, t: 1, ...values }))} />
      <CopyText
        title={T.redirect}
        text={pixelUrl('px', { id: row.id, ...values, redir: 'https://shop.example/thanks' })}
      />
      <p class="hint">{T.redirectHint}</p>
      {(lineItems || campaigns) && (
        <>
          <h3>{T.usedBy}</h3>
          <ul>
            {lineItems && <li>{T.lineItems(lineItems.map(({ name }) => name).join(', '))}</li>}
            {campaigns && <li>{T.campaigns(campaigns.map(({ id }) => id).join(', '))}</li>}
          </ul>
        </>
      )}
    </>
  );
}
