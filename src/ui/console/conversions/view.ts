import { type Range, readRange } from '../overview/range.ts';

export const ATTRIBUTIONS = ['', 'click', 'view', 'unattributed'] as const;
export const VALUES = ['', 'unreadable', 'read', 'unsigned'] as const;
export const GROUPS = ['pixel', 'line_item', 'attribution', 'hour'] as const;

export type Group = (typeof GROUPS)[number];

/** What is chosen on the page of conversions: it is in its address, what is usual left out. */
export interface View {
  /** '' for the one that the reader sees by himself. */
  account: string;
  range: Range;
  /** Their numbers; '' for all. */
  pixel: string;
  lineItem: string;
  attribution: (typeof ATTRIBUTIONS)[number];
  value: (typeof VALUES)[number];
  /** What totals are told apart by. */
  by: Group[];
}

const USUAL_GROUPS: Group[] = ['pixel', 'attribution'];

/** Reads an address's query. What it can't be, somebody has typed: it is as usual then. */
export function readView(text: string): View {
  const query = new URLSearchParams(text);
  const number = (name: string) => (/^\d{1,10}$/.test(query.get(name) ?? '') ? query.get(name)! : '');
  const groups = query.get('by');
  return {
    account: query.get('account') ?? '',
    range: readRange(query.get('range') ?? '') ?? '28d',
    pixel: number('pixel'),
    lineItem: number('lineItem'),
    attribution: ATTRIBUTIONS.find(each => each === query.get('attribution')) ?? '',
    value: VALUES.find(each => each === query.get('value')) ?? '',
    by: groups === null ? USUAL_GROUPS : GROUPS.filter(each => groups.split(',').includes(each)),
  };
}

/** The query of an address that shows it. */
export function writeView({ by, range, ...view }: View): string {
  const query = new URLSearchParams(Object.entries(view).filter(([, value]) => value !== ''));
  if (range !== '28d') query.set('range', range);
  if (String(by) !== String(USUAL_GROUPS)) query.set('by', String(by));
  return String(query);
}
