import { daysOf, startOf } from '../overview/range.ts';
import type { View } from './view.ts';

/**
 * The paths of the API by which conversions are asked for.
 * @param now whose day is the last
 */
export function conversionPaths(
  view: View,
  account: string,
  now: number,
  timeZone: string,
): { list: string; totals: string } {
  const { from, to } = daysOf(view.range, now, timeZone);
  const query = new URLSearchParams({
    account_id: account,
    from: String(startOf(from, timeZone)),
    to: String(startOf(to, timeZone)),
  });
  if (view.pixel) query.set('pixel_id', view.pixel);
  if (view.lineItem) query.set('line_item_id', view.lineItem);
  if (view.attribution) query.set('attribution', view.attribution);
  if (view.value) query.set('value', view.value);
  const groups = view.by.length ? `&by=${view.by.join(',')}` : '';
  return { list: `conversions?${query}`, totals: `conversions/totals?${query}${groups}` };
}

/** The address of one conversion's page; none where its event is gone. */
export const placeOf = (
  { pixel_id, writeKey, messageId }: { pixel_id: number; writeKey: string; messageId: string | null },
  account: string,
): string | undefined =>
  messageId === null
    ? undefined
    : `conversions/${pixel_id}/${writeKey}/${encodeURIComponent(messageId)}?${new URLSearchParams({ account })}`;

/** The path of the API of the conversion that an address is of; undefined where it is none. */
export function pathOf(rest: string): string | undefined {
  const [, pixel, writeKey, messageId] = /^(\d{1,10})\/([0-9a-f]{32})\/([^/]+)$/.exec(rest) ?? [];
  return messageId && `conversions/${pixel}/${messageId}?writeKey=${writeKey}`;
}
