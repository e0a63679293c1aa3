import { type LiveEvent, textAt } from './liveEvent.ts';
import type { Place } from './parts/format.ts';
import { TEXT } from './text.ts';

const CONVERSIONS = ['conversion', 'microconversion'] as const;

/** Enough of a uuid to tell the visitors on a page apart. */
const SHORT_ID = 8;

/** What a row shows of an event; '' where the event has no such thing. */
export interface EventRow {
  time: string;
  name: string;
  kind: LiveEvent['type'] | (typeof CONVERSIONS)[number];
  page: string;
  campaign: string;
  revenue: string;
  visitor: string;
  /** When the session started. */
  session: string;
}

/** The few texts by which an event is known in a list. */
export function eventRow(event: LiveEvent, place: Place = {}): EventRow {
  const type = textAt(event, 'context', 'pixel', 'type');
  return {
    time: clock(new Date(event.timestamp), place),
    name: textAt(event, event.type === 'page' ? 'name' : 'event') || TEXT.live.pageView,
    kind: CONVERSIONS.find(known => known === type) ?? event.type,
    page: page(event),
    campaign: campaign(event),
    revenue: money(textAt(event, 'properties', 'revenue'), textAt(event, 'properties', 'currency'), place),
    visitor: textAt(event, 'anonymousId').slice(0, SHORT_ID) || textAt(event, 'userId'),
    session: session(textAt(event, 'context', 'sessionId'), place),
  };
}

function clock(time: Date, { locale, timeZone }: Place): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return Number.isNaN(+time) ? '' : time.toLocaleTimeString(locale, { ...parts, timeZone });
}

function page(event: LiveEvent): string {
  const path = textAt(event, 'context', 'page', 'path') || textAt(event, 'properties', 'path');
  return path ? path + textAt(event, 'context', 'page', 'search') : textAt(event, 'context', 'page', 'url');
}

function campaign(event: LiveEvent): string {
  const [name, ...from] = ['name', 'source', 'medium'].map(key => textAt(event, 'context', 'campaign', key));
  const origin = from.filter(Boolean).join(' / ');
  return name && origin ? `${name} (${origin})` : name || origin;
}

/** In the reader's way of writing it where it is an amount of a known currency, else as it was sent. */
function money(revenue: string, currency: string, { locale }: Place): string {
  const amount = Number(revenue);
  if (revenue.trim() && Number.isFinite(amount) && /^[A-Z]{3}$/i.test(currency))
    return amount.toLocaleString(locale, { style: 'currency', currency });
  return revenue && `${revenue} ${currency}`.trim();
}

function session(id: string, place: Place): string {
  return /^\d{12,14}$/.test(id) ? clock(new Date(Number(id)), place) : id.slice(0, SHORT_ID);
}
