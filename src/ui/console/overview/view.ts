import { isZone } from '../parts/zone.ts';
import { type Condition, type Dimension, readConditions, writeConditions } from './conditions.ts';
import { MEASURES, type Measure } from './measures.ts';
import { type Range, readRange, STEPS, type Step } from './range.ts';

export const COMPARISONS = ['previous', 'year', 'none'] as const;
export const COUNTED = ['people', 'automated', 'all'] as const;

/** What stands beside the chart, each by one of its dimensions, the first unless the reader says otherwise. */
export const PANELS = {
  sources: ['source', 'channel', 'medium', 'campaign', 'referrer'],
  pages: ['page', 'entry', 'exit'],
  devices: ['device', 'browser', 'system'],
  places: ['country', 'language'],
  events: ['event'],
} as const satisfies Record<string, [Dimension, ...Dimension[]]>;

export type Panel = keyof typeof PANELS;

/** All that is chosen on the page: it is in its address, what is usual left out. */
export interface View {
  /** Its id; '' for the one that the reader sees by himself. */
  account: string;
  /** A write key; '' for all tags of the account. */
  tag: string;
  range: Range;
  compare: (typeof COMPARISONS)[number];
  /** IANA; '' for that of the account, else the reader's own. */
  tz: string;
  who: (typeof COUNTED)[number];
  where: Condition[];
  measure: Measure;
  /** '' as fits the range. */
  by: Step | '';
  /** Which one revenue is shown in; '' for that of the most. */
  currency: string;
  /** By which dimension each panel is, where that is not its first. */
  panels: Partial<Record<Panel, Dimension>>;
  /** A property of the event that is filtered by; '' for their names. */
  property: string;
}

const USUAL: View = {
  account: '',
  tag: '',
  range: '28d',
  compare: 'previous',
  tz: '',
  who: 'people',
  where: [],
  measure: 'visitors',
  by: '',
  currency: '',
  panels: {},
  property: '',
};

/** Reads an address's query. What it can't be, somebody has typed: it is as usual then. */
export function readView(text: string): View {
  const query = new URLSearchParams(text);
  const one = <Value extends string>(name: string, of: readonly Value[], usual: Value): Value =>
    of.find(each => each === query.get(name)) ?? usual;
  const panels: View['panels'] = {};
  for (const [panel, dimensions] of Object.entries(PANELS) as [Panel, readonly Dimension[]][]) {
    const chosen = dimensions.find(each => each === query.get(panel));
    if (chosen && chosen !== dimensions[0]) panels[panel] = chosen;
  }
  return {
    account: query.get('account') ?? '',
    tag: query.get('tag') ?? '',
    range: readRange(query.get('range') ?? '') ?? USUAL.range,
    compare: one('compare', COMPARISONS, USUAL.compare),
    tz: isZone(query.get('tz')) ? query.get('tz')! : '',
    who: one('who', COUNTED, USUAL.who),
    where: readConditions(query.getAll('where')),
    measure: one('measure', MEASURES, USUAL.measure),
    by: one('by', [...STEPS, ''], ''),
    currency: query.get('currency') ?? '',
    panels,
    property: query.get('property') ?? '',
  };
}

/** The query of an address that shows it. */
export function writeView({ where, panels, ...view }: View): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(view))
    if (value !== USUAL[name as keyof typeof view]) query.set(name, value);
  for (const text of writeConditions(where)) query.append('where', text);
  for (const [panel, dimension] of Object.entries(panels))
    if (dimension !== PANELS[panel as Panel][0]) query.set(panel, dimension);
  return String(query);
}
