import { expect } from 'vitest';
import type { Pixel } from '../../../src/install/index.ts';
import { decodeQuery, encodeQuery } from '../../../src/protocol/query.ts';
import { SETTINGS } from './examples.ts';
import { expectedCall } from './expectedCall.ts';
import type { Values } from './values.ts';

/** What the tag's beacon of that call says of the event itself. */
export function expectedBeacon(pixel: Pixel, values: Values) {
  const call = expectedCall(pixel, values);
  const isPage = call[0] === 'page';
  const properties = call.at(-2) as object;
  const { type, conversion_type } = pixel.config;
  return {
    path: isPage ? '/pixel/v1/page' : '/pixel/v1/track',
    ...decodeQuery(
      encodeQuery({
        writeKey: SETTINGS.writeKey,
        event: isPage ? undefined : call[1],
        context: { pixel: { id: pixel.id, ...(isPage ? {} : { type, conversion_type }) } },
        properties,
      }).query,
    ).fields,
  };
}

/** The same of a URL, as the collector reads it. `page` properties that the platform adds are left out. */
export function readBeacon(url: string, added: string[] = []) {
  const { origin, pathname, search } = new URL(url);
  expect(origin).toBe('https://collect.example.com');
  const { fields, skipped } = decodeQuery(search.slice(1));
  expect(skipped.filter(({ reason }) => !reason.startsWith('repeated'))).toEqual([]);
  const {
    writeKey,
    event,
    context,
    properties = Object.create(null),
    anonymousId,
    messageId,
  } = fields as Values;
  for (const key of added) delete (properties as Values)[key];
  return {
    beacon: {
      path: pathname,
      writeKey,
      ...(event === undefined ? {} : { event }),
      context: { pixel: (context as Values).pixel },
      ...(Object.keys(properties as object).length ? { properties } : {}),
    },
    anonymousId,
    messageId,
    context: context as Values,
  };
}
