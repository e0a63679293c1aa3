import type { PixelLink } from '../../store/adRecords.ts';

/** The links of each pixel, or of each line item or campaign, in their order. */
export function linksBy(side: 'pixel_id' | 'owner_id', links: PixelLink[]): Map<number, PixelLink[]> {
  const groups = new Map<number, PixelLink[]>();
  for (const link of links) {
    const group = groups.get(link[side]);
    if (group) group.push(link);
    else groups.set(link[side], [link]);
  }
  return groups;
}
