import { beaconFields } from '../../../install/beaconFields.ts';
import type { CallValue, PixelCall } from '../../../install/pixelCall.ts';
import type { Properties } from '../../../protocol/event.ts';
import { encodeQuery } from '../../../protocol/query.ts';

/** What a variable holds in a test, by its place in the pixel. */
export type Samples = Record<string, string>;

interface TestBeacon {
  writeKey: string;
  /** Of this test alone: by it what arrived is found. */
  id: string;
  samples: Samples;
}

/** What a variable of a page may hold. */
export const sampleOf = ({ key }: CallValue): string =>
  key === 'revenue' ? '12.50' : key === 'currency' ? 'EUR' : `test ${key}`;

/** The beacon that a pixel's code sends, marked as a test: its path below the collector's address. */
export function testBeacon(call: PixelCall, { writeKey, id, samples }: TestBeacon): string {
  const properties: Properties = Object.fromEntries(
    call.values.map(each => [
      each.key,
      each.source === 'fixed' ? each.value : (samples[each.field] ?? sampleOf(each)),
    ]),
  );
  const { route, fields } = beaconFields(call, properties);
  const { context, ...rest } = fields;
  const { query } = encodeQuery({
    writeKey,
    messageId: id,
    anonymousId: id,
    ...rest,
    context: { ...context, test: true, library: { name: 'tgp-console' } },
  });
  return `pixel/v1/${route}?${query}`;
}
