import type { PixelConfig } from '../../../install/pixel.ts';
import { kindNamed } from '../../../protocol/kinds.ts';

/** A conversion pixel, as far as it says what it counts. */
export interface ConversionPixel {
  name: string;
  state: 'active' | 'inactive';
  pixel_conversion_event_id: number | null;
}

interface CountedAs {
  /** By the one vocabulary; undefined where it is none of its kinds: then it is counted under its own name. */
  kind: string | undefined;
  /** Names of the conversion pixels that would count it. */
  by: string[];
}

/** What an event of a pixel is counted as where it is no test. */
export function countedAs({ type, conversion_type }: PixelConfig, pixels: ConversionPixel[]): CountedAs {
  const kind = kindNamed(type === 'pageview' ? 'page_view' : (conversion_type ?? ''));
  const by = pixels.filter(
    ({ state, pixel_conversion_event_id }) =>
      state === 'active' && kind?.category !== undefined && pixel_conversion_event_id === kind.category,
  );
  return { kind: kind?.kind, by: by.map(({ name }) => name) };
}
