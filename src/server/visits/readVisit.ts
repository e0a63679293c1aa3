import type { StoredEvent } from '../store/event.ts';
import { isTest } from '../store/isTest.ts';
import type { Channel, Reason } from '../store/visits.ts';

/** What one event says of its visit. Texts are '' where it says nothing. */
export interface VisitFacts {
  page: string;
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
  why: Reason[];
  isTest: boolean;
}

export function readVisit(event: StoredEvent): VisitFacts {
  const context = (event.fields.context ?? {}) as Record<string, Record<string, string> & string>;
  const campaign = context.campaign ?? ({} as Record<string, string>);
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : '');
  const source = text(campaign.source);
  return {
    page: event.type === 'page' ? text(context.page?.path) : '',
    channel: source ? 'campaign' : 'direct',
    source,
    medium: text(campaign.medium),
    campaign: text(campaign.name),
    referrer: '',
    language: text(context.locale),
    device: 'desktop',
    browser: '',
    system: '',
    country: '',
    why: /bot/.test(text(context.userAgent)) ? ['user-agent'] : [],
    isTest: isTest(event),
  };
}
