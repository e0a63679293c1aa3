import { collectorPath } from '../../collectorPath.ts';

/** The address of one of the collector's pixels, with what it is told. */
export function pixelUrl(
  pixel: 'px' | 'seg',
  query: { [name: string]: string | number },
  base: string = location.origin + collectorPath(),
): string {
  const told = Object.entries(query).map(([name, value]) => [name, String(value)] as [string, string]);
  return `${base}/${pixel}?${new URLSearchParams(told)}`;
}

/** The same as an image of a page. */
export const imageCode = (url: string): string =>
  `<img src="${escaped(url)}" width="1" height="1" alt="" style="display:none">`;

/** The same as a script of a page. */
export const scriptCode = (url: string): string => `<script async src="${escaped(url)}"></script>`;

const escaped = (url: string): string => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
