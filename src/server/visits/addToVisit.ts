import type { Gain } from '../attribution/gainOf.ts';
import { cutText } from '../store/cutText.ts';
import type { StoredEvent } from '../store/event.ts';
import { OTHER_NAMES } from '../store/names.ts';
import type { Reason, StoredVisit } from '../store/visits.ts';
import { countedAs } from './countedAs.ts';
import { isTooFast } from './pace.ts';
import type { VisitFacts } from './readVisit.ts';
import { RULES } from './rules.ts';
import { more } from './sums.ts';

/** Most pages of a visit that are told apart, and most names of events; the rest are `OTHER_NAMES`. */
const MAX_NAMES = 100;

/** What those may come to, as JSON. */
const MAX_NAMES_LENGTH = 8000;

/** A visit as it begins, at the time of an event that is to be added. */
export const newVisit = (
  key: Pick<StoredVisit, 'seq' | 'write_key' | 'visitor' | 'session'>,
  { time }: StoredEvent,
): StoredVisit => ({
  ...key,
  // Later than the event: that one is the earliest.
  started_at: time + 1,
  ended_at: time,
  entry: '',
  exit: '',
  entry_at: null,
  exit_at: null,
  views: 0,
  events: 0,
  channel: 'direct',
  source: '',
  medium: '',
  campaign: '',
  referrer: '',
  language: '',
  device: '',
  browser: '',
  system: '',
  country: '',
  conversions: 0,
  revenue: '{}',
  ordered: 0,
  ordered_revenue: '{}',
  counted: 'people',
  why: '',
  rules: RULES,
  pages: '[]',
  names: '[]',
});

/** Whether an event is the earliest of its visit until now; a conversion pixel that is fired is none of it. */
export const isEarliest = (visit: Pick<StoredVisit, 'started_at'>, { type, time }: StoredEvent): boolean =>
  type !== 'fire' && time < visit.started_at;

/**
 * Adds an event to its visit, in the order of arrival. Where and when it began, and by what, is told by its earliest event,
 * whenever that arrives.
 * @param facts what it says, read with `isEarliest`
 */
export function addToVisit(
  visit: StoredVisit,
  event: StoredEvent,
  facts: VisitFacts,
  gain: Gain | undefined,
): void {
  const { type, time } = event;
  const isView = type === 'page' || type === 'screen';
  if (isEarliest(visit, event)) {
    visit.started_at = time;
    tell(visit, facts);
  }
  visit.ended_at = Math.max(visit.ended_at, time);
  visit.events++;
  if (isView) visit.views++;
  if (facts.page) addPage(visit, time, cutText(facts.page, MAX_PAGE));
  if (type === 'track') visit.names = oneMore(visit.names, whole(event.event));
  if (gain) addGain(visit, gain);
  weigh(visit, facts);
}

function tell(visit: StoredVisit, facts: VisitFacts): void {
  visit.channel = facts.channel;
  visit.source = whole(facts.source);
  visit.medium = whole(facts.medium);
  visit.campaign = whole(facts.campaign);
  visit.referrer = whole(facts.referrer);
  visit.language = whole(facts.language);
  visit.device = whole(facts.device);
  visit.browser = whole(facts.browser);
  visit.system = whole(facts.system);
  visit.country = whole(facts.country);
}

function addPage(visit: StoredVisit, time: number, page: string): void {
  if (visit.entry_at === null || time < visit.entry_at) {
    visit.entry_at = time;
    visit.entry = page;
  }
  if (visit.exit_at === null || time >= visit.exit_at) {
    visit.exit_at = time;
    visit.exit = page;
  }
  visit.pages = oneMore(visit.pages, page);
}

function addGain(visit: StoredVisit, { isOrdered, value, currency }: Gain): void {
  visit.conversions++;
  if (value !== null) visit.revenue = more(visit.revenue, currency, value);
  if (!isOrdered) return;
  visit.ordered++;
  if (value !== null) visit.ordered_revenue = more(visit.ordered_revenue, currency, value);
}

/** How it is to be counted now. */
function weigh(visit: StoredVisit, { why, isTest }: VisitFacts): void {
  const isFast = isTooFast(visit);
  if (why.length || isFast || visit.why) {
    const known = visit.why === '' ? [] : (visit.why.split(',') as Reason[]);
    const reasons = new Set([...known, ...why]);
    // What was too fast at first may not be in the end.
    reasons.delete('pace');
    if (isFast) reasons.add('pace');
    visit.why = [...reasons].join(',');
    visit.counted = countedAs([...reasons], isTest || visit.counted === 'test');
  } else visit.counted = countedAs([], isTest || visit.counted === 'test');
  visit.rules = RULES;
}

/** Pairs of a name and how often it was there, as JSON, with one more. */
function oneMore(json: string, name: string): string {
  if (json === '[]') return JSON.stringify([[name, 1]]);
  const pairs = JSON.parse(json) as [string, number][];
  const isFull = pairs.length >= MAX_NAMES || json.length >= MAX_NAMES_LENGTH;
  const own = pairs.find(([each]) => each === name);
  const pair = own ?? (isFull ? pairs.find(([each]) => each === OTHER_NAMES) : undefined);
  if (pair) pair[1]++;
  else pairs.push([isFull ? OTHER_NAMES : name, 1]);
  return JSON.stringify(pairs);
}

/** Longest path of a page, and longest other text. */
const MAX_PAGE = 500;
const MAX_TEXT = 200;

const whole = (text: string): string => cutText(text, MAX_TEXT);
