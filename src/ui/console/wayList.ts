import { element } from '../element.ts';
import type { EventWay, WayConversion, WayVisit } from './eventWay.ts';
import type { Place } from './parts/format.ts';
import { TEXT } from './text.ts';

const T = TEXT.way;

/** An event's way in sentences, a line each. */
export const wayList = (way: EventWay, place: Place = {}): HTMLElement =>
  element(
    'dl',
    { class: 'way' },
    ...linesOf(way, place).flatMap(([what, ...lines]) => [
      element('dt', {}, what),
      ...lines.map(line => element('dd', {}, line)),
    ]),
  );

function linesOf(way: EventWay, place: Place): [string, ...string[]][] {
  const { counted, conversions } = way;
  return [
    [
      T.received,
      T.receivedAt(timeOf(way.received_at, place), way.late_ms, way.clamped),
      T.stored(way.bytes.toLocaleString()),
    ],
    [T.counted, countedLine(way), ...(counted?.repeat_of ? [T.repeats(counted.repeat_of)] : [])],
    ...(way.visit ? [[T.visit, visitLine(way.visit, place)] as [string, string]] : []),
    [
      T.credited,
      ...(conversions.length
        ? conversions.map(each => creditLine(each, place))
        : [counted?.repeat_of ? T.noneAgain : T.none]),
    ],
    [T.sentOn, ...firedLines(conversions), T.sentNowhere],
  ];
}

const countedLine = ({ counted, event }: EventWay): string =>
  counted ? T.countedAs(counted.kind, T.by[counted.by] ?? counted.by, counted.said) : T.ownName(event);

const visitLine = (
  { started_at, views, events, channel, source, campaign, counted, why }: WayVisit,
  place: Place,
): string =>
  T.visitOf({
    at: timeOf(started_at, place),
    views: views.toLocaleString(),
    events: events.toLocaleString(),
    from: [channel, source, campaign].filter(Boolean).join(', '),
    counted: T.countedAsVisit[counted] ?? counted,
    why: why.join(', '),
  });

function creditLine(conversion: WayConversion, place: Place): string {
  const { rule, attribution, touch_time, pixel_id } = conversion;
  const name = rule?.name ?? `${pixel_id}`;
  const worth = moneyOf(conversion);
  if (attribution === 'unattributed' || touch_time === null)
    return T.unattributed(name, worth, whenNone(rule));
  const windowMinutes = rule && (attribution === 'click' ? rule.click_minutes : rule.view_minutes);
  return T.creditedTo({
    name,
    worth,
    what: T.touches[attribution],
    of: originOf(conversion),
    at: timeOf(touch_time, place),
    before: spanOf((Date.parse(conversion.time) - Date.parse(touch_time)) / 60_000),
    within: windowMinutes === null ? '' : spanOf(windowMinutes),
  });
}

/** What others hear of it: from the page, by the pixels that it credits. */
const firedLines = (conversions: WayConversion[]): string[] =>
  conversions.flatMap(({ rule }) => (rule?.piggybacks ? [T.fires(rule.name, rule.piggybacks)] : []));

function whenNone(rule: WayConversion['rule']): string {
  if (!rule) return '';
  const click = rule.trigger === 'view' ? [] : [T.noClick(spanOf(rule.click_minutes))];
  const view = rule.trigger === 'click' ? [] : [T.noView(spanOf(rule.view_minutes))];
  return [...click, ...view].join(T.nor);
}

function originOf({ line_item_id, campaign_id, campaign }: WayConversion): string {
  const named = ['name', 'source', 'medium']
    .map(key => campaign?.[key])
    .filter(each => typeof each === 'string');
  return [
    ...named,
    ...(line_item_id === null ? [] : [T.lineItem(line_item_id)]),
    ...(campaign_id === null ? [] : [T.campaign(campaign_id)]),
  ].join(', ');
}

function moneyOf({ value, currency }: WayConversion): string {
  if (value === null) return '';
  return currency && /^[A-Z]{3}$/.test(currency)
    ? value.toLocaleString(undefined, { style: 'currency', currency })
    : `${value.toLocaleString()} ${currency ?? ''}`.trim();
}

const timeOf = (time: string, { locale, timeZone }: Place): string =>
  new Date(time).toLocaleString(locale, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });

/** Minutes in the largest unit that leaves no more than a decimal. */
function spanOf(minutes: number): string {
  const [unit, size] = (
    [
      ['day', 1440],
      ['hour', 60],
      ['minute', 1],
    ] as const
  ).find(([, size]) => minutes >= size) ?? ['minute', 1];
  return (minutes / size).toLocaleString(undefined, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  });
}
