import { createHash } from 'node:crypto';
import { DAY_MS, HOUR_MS } from '../../../protocol/durations.ts';
import { BUSINESS_TYPES } from '../../../protocol/eventTypes.ts';
import { type BusinessType, kindsOfBusiness } from '../../../protocol/kinds.ts';
import { invalid } from '../../http/errors.ts';
import { isDay } from '../../http/parseTime.ts';
import type { OfKinds } from '../../store/kinds.ts';
import type { TagRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import { isoSeconds } from '../time.ts';
import type { BusinessPixelAnswer } from './answers.ts';
import type { Shown } from './schemas.ts';

/** Most days of hourly counts in one answer: a page of 50 pixels is then 13 MB at most. */
const MAX_DAYS = 31;

/** From the first hour (UTC) to the one after the last, in ms. */
export interface Dates {
  from: number;
  to: number;
}

/** The hours that a query asks for, or what the client should hear; undefined where it asks for none. One date alone asks for them too. */
export function readDates(query: Shown): Dates | undefined {
  const fields = ['historical_events_start_date', 'historical_events_end_date'] as const;
  const { include_historical_events: isWanted = fields.some(field => query[field] !== undefined) } = query;
  if (!isWanted) return undefined;
  const problems = fields.flatMap(field => {
    const date = query[field];
    if (date === undefined) {
      return [{ field, message: `${field}: is missing, give a date like 2026-11-21`, type: 'missing' }];
    }
    return isDay(date)
      ? []
      : [{ field, message: `${field}: there is no ${date} in the calendar`, type: 'date' }];
  });
  if (problems.length) throw invalid(...problems);
  const [from, to] = fields.map(field => Date.parse(query[field]!)) as [number, number];
  const field = fields[1];
  if (to < from) {
    throw invalid({ field, message: `${field}: must not be before ${fields[0]}`, type: 'range' });
  }
  if (to - from >= MAX_DAYS * DAY_MS) {
    throw invalid({ field, message: `${field}: ask for at most ${MAX_DAYS} days at once`, type: 'range' });
  }
  return { from, to: to + DAY_MS };
}

/** How many days of history are shown unless a query says otherwise. */
const SHOWN_DAYS = 7;

/** The hours that are shown to who names none; undefined to who wants none. */
export function lastDays({ include_historical_events = true }: Shown, now: number): Dates | undefined {
  if (!include_historical_events) return undefined;
  const to = now - (now % HOUR_MS);
  return { from: to - SHOWN_DAYS * DAY_MS, to: to + HOUR_MS };
}

/**
 * The tags of one account as the pixels of a business, with the events that each had if they are asked for, and their
 * counts by hour if there are dates.
 */
export async function businessPixelsJson(
  store: Store,
  tags: TagRow[],
  { include_events }: Shown,
  dates: Dates | undefined,
): Promise<BusinessPixelAnswer[]> {
  const kinds = include_events || dates ? kindsOf(tags) : [];
  const events = include_events ? await eventsOf(store, tags, kinds) : undefined;
  const history = dates ? await historyOf(store, kinds, dates) : undefined;
  return tags.map(tag => ({
    id: tag.write_key,
    integration_id: tag.integration_id,
    domain: domainOf(tag),
    name: tag.name,
    created_at: isoSeconds(tag.created_at),
    ...(events && { events: events.get(tag.write_key) ?? [] }),
    ...(history && { historical_events: history.get(tag.write_key) ?? [] }),
    ...(tag.dataset_id !== null && { dataset_id: tag.dataset_id }),
  }));
}

/** A tag's domain as an address; of one that has none, one that is nobody's. */
export const domainOf = ({ domain }: Pick<TagRow, 'domain'>): string =>
  /^https?:\/\//i.test(domain) ? domain : `https://${domain || 'unknown.invalid'}`;

interface Kind extends OfKinds {
  business: BusinessType;
}

/**
 * What counts as each type. A pixel event for a page view is none of them: its page has had its own.
 */
const kindsOf = (tags: TagRow[]): Kind[] =>
  BUSINESS_TYPES.map(business => ({
    business,
    writeKeys: tags.map(tag => tag.write_key),
    kinds: kindsOfBusiness(business),
  }));

async function eventsOf(store: Store, tags: TagRow[], kinds: Kind[]) {
  const created = new Map(tags.map(tag => [tag.write_key, tag.created_at]));
  const rows = await Promise.all(
    kinds.map(async ({ business, ...filter }) =>
      (await store.kinds.activity(filter)).map(({ write_key, firstHour, lastSeen }) => ({
        write_key,
        item: {
          id: eventId(write_key, business),
          type: business,
          // The hour is all that is kept of the first one; a tag has none before itself.
          created_at: isoSeconds(Math.max(firstHour, created.get(write_key)!)),
          last_activity_at: isoSeconds(lastSeen),
        },
      })),
    ),
  );
  return byTag(rows.flat());
}

async function historyOf(store: Store, kinds: Kind[], dates: Dates) {
  const rows = await Promise.all(
    kinds.map(async ({ business, ...filter }) =>
      (await store.kinds.hours({ ...filter, ...dates })).map(({ write_key, hour, count }) => ({
        write_key,
        hour,
        item: { type: business, hour_partition: isoSeconds(hour), count },
      })),
    ),
  );
  return byTag(rows.flat().sort((a, b) => a.hour - b.hour));
}

function byTag<Item>(rows: { write_key: string; item: Item }[]): Map<string, Item[]> {
  const items = new Map<string, Item[]>();
  for (const { write_key, item } of rows) {
    const list = items.get(write_key);
    if (list) list.push(item);
    else items.set(write_key, [item]);
  }
  return items;
}

/** The same for ever, and of no use to guess a write key by. */
const eventId = (writeKey: string, type: BusinessType): string =>
  createHash('sha256').update(`${writeKey} ${type}`).digest('hex').slice(0, 32);
