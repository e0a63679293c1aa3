import { expandMacros } from '../../protocol/macros.ts';
import type { Fields } from '../../protocol/query.ts';
import type { Random } from '../http/random.ts';
import type { ConversionPixelRow, Piggyback } from '../store/adRecords.ts';
import { isTest } from '../store/isTest.ts';
import { firedOf } from './firedOf.ts';
import type { Signals } from './readSignals.ts';
import type { Visit } from './readVisit.ts';

/** What a fire can tell the pixels of others. */
export interface Fired {
  pixel: Pick<ConversionPixelRow, 'name' | 'piggyback_pixels'>;
  visit: Visit;
  context: Fields;
  properties: Fields;
  signals: Signals;
}

/** The piggybacks of a pixel that fired, with its values in the macros of their addresses. A test fires none. */
export function expandPiggybacks(
  { pixel, visit, context, properties, signals }: Fired,
  { now, random }: { now: () => number; random: Random },
): Piggyback[] {
  if (isTest({ fields: { context } })) return [];
  const { messageId, anonymousId, userId } = visit;
  const values = {
    ...signals,
    messageId,
    anonymousId,
    userId,
    event: pixel.name,
    properties,
    context,
    ORDER_ID: properties.order_id,
    REVENUE: properties.value,
    CACHEBUSTER: random.int(0, 2 ** 47),
    timestamp: now(),
  };
  return firedOf(pixel).map(({ pixel_type, url }) => ({ pixel_type, url: expandMacros(url, values) }));
}
