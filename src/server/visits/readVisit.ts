import type { Fields } from '../../protocol/query.ts';
import type { StoredEvent } from '../store/event.ts';
import { isTest } from '../store/isTest.ts';
import type { Channel, Reason, Signs } from '../store/visits.ts';
import { agentOf } from './agentOf.ts';
import { isSpammer } from './isSpammer.ts';
import { languageOf } from './languageOf.ts';
import { pageOf } from './pageOf.ts';
import { referrerOf } from './referrerOf.ts';
import { signsOf } from './signsOf.ts';
import { type Source, sourceOf } from './sourceOf.ts';

/** What one event says of its visit. Texts are '' where it says nothing. */
export interface VisitFacts {
  /** Path of a viewed page; '' of all other events. */
  page: string;
  /** What brought the visit, if this event began it. */
  channel: Channel;
  source: string;
  medium: string;
  campaign: string;
  referrer: string;
  language: string;
  device: string;
  browser: string;
  system: string;
  country: string;
  /** What speaks against a person, of this event alone: `pace` is never among it. */
  why: Reason[];
  isTest: boolean;
}

/**
 * What one event says of its visit.
 * @param isEarliest whether it is the earliest of its visit: of others nobody asks what brought them. Default: true
 */
export function readVisit(event: StoredEvent, isEarliest = true): VisitFacts {
  const context = record(event.fields.context);
  const page = record(context.page);
  const properties = record(event.fields.properties);
  const signs = signsOf(event);
  const named = textOf(context.userAgent);
  const userAgent = named || signs.userAgent;
  const agent = agentOf(userAgent ?? '');
  const url = textOf(page.url) || textOf(properties.url);
  const from = signs.ownReferrer ? '' : textOf(page.referrer) || textOf(properties.referrer);
  const brought = isEarliest
    ? sourceOf({ page: url, referrer: from, campaign: record(context.campaign) })
    : { ...UNASKED, referrer: referrerOf(from, url) };
  return {
    page: pageOf(event.type, page, properties),
    ...brought,
    language: languageOf(textOf(context.locale)),
    device: agent.device,
    browser: agent.browser,
    system: agent.system,
    country: signs.country ?? '',
    // Of what a site's server sends without a visitor's User-Agent, none is known: its own says nothing.
    why: reasons(signs, userAgent === undefined ? undefined : agent.why, brought.referrer),
    isTest: isTest(event),
  };
}

/** What is told of the visit by another event. */
const UNASKED: Omit<Source, 'referrer'> = { channel: 'direct', source: '', medium: '', campaign: '' };

function reasons(signs: Signs, ofAgent: Reason | undefined, referrer: string): Reason[] {
  const all: (Reason | false | undefined)[] = [
    ofAgent,
    signs.hosting && 'hosting',
    isSpammer(referrer) && 'referrer-spam',
    signs.prefetch && 'prefetch',
    signs.noFetchMetadata && 'no-fetch-metadata',
  ];
  return all.filter(each => typeof each === 'string');
}

const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
