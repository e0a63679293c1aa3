import { useReport } from '../parts/useReport.ts';
import type { Names } from './touchText.ts';

interface Row {
  id: number;
  name: string;
}

/** Names of an account's pixels and line items, of the first of them: others are told by their numbers. */
export function useNames(account: string): {
  pixels: Row[] | undefined;
  lineItems: Row[];
  names: Record<'pixel' | 'lineItem', Names>;
} {
  const query = new URLSearchParams({ advertiser_code: account });
  const pixels = useReport<{ response: { pixels: Row[] } }>(`pixel?${query}`).answer.value?.response.pixels;
  const items =
    useReport<{ response: { 'line-items': Row[] } }>(`line-item?${query}`).answer.value?.response[
      'line-items'
    ] ?? [];
  const byId = (rows: Row[]): Names => new Map(rows.map(({ id, name }) => [id, name]));
  return { pixels, lineItems: items, names: { pixel: byId(pixels ?? []), lineItem: byId(items) } };
}
