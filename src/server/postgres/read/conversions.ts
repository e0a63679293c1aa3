import type { ConversionFilter, ConversionPage } from '../../store/conversions.ts';
import type { ConversionRow } from '../../store/rows.ts';
import type { Servers } from '../servers.ts';
import { ofAccounts } from './byServer.ts';
import { order } from './order.ts';
import { merged, type Param, walk } from './walk.ts';

const newest = order<ConversionRow>(['time', 'account_id', 'seq'], 'pixel_id');

/** A page of conversions, newest first. */
export async function conversions(
  servers: Servers,
  filter: ConversionFilter,
  signal?: AbortSignal,
): Promise<ConversionPage> {
  const { accounts, from, to, limit, cursor } = filter;
  const after = cursor === undefined ? undefined : newest.placeAt(cursor);
  const parts = await ofAccounts(
    servers,
    accounts,
    (session, ids) =>
      walk(session, {
        table: 'conversions',
        keys: ids.map(account_id => ({ account_id })),
        keyColumns: ['account_id'],
        time: 'time',
        rising: 'pixel_id',
        ...(isFiltered(filter) && { filters: param => filters(filter, param) }),
        order: newest,
        from,
        to,
        limit,
        after,
      }),
    signal,
  );
  const { rows, next } = merged(parts, newest, limit);
  return { conversions: rows, next };
}

const isFiltered = ({ writeKeys, pixelIds, lineItemIds, attribution, mark }: ConversionFilter): boolean =>
  [writeKeys, pixelIds, lineItemIds, attribution, mark].some(each => each !== undefined);

/** What is asked of conversions, beside their accounts and times. */
export function filters(
  { writeKeys, pixelIds, lineItemIds, attribution, mark }: ConversionFilter,
  param: Param,
): string[] {
  return [
    ...(writeKeys ? [`write_key = ANY(${param(writeKeys)}::text[])`] : []),
    ...(pixelIds ? [`pixel_id = ANY(${param(pixelIds)}::bigint[])`] : []),
    ...(lineItemIds ? [`line_item_id = ANY(${param(lineItemIds)}::bigint[])`] : []),
    ...(attribution ? [`attribution = ${param(attribution)}`] : []),
    ...(mark ? [`strpos(',' || marks || ',', ${param(`,${mark},`)}) > 0`] : []),
  ];
}
