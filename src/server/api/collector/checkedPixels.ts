import type { CheckedEvent } from '../../collect/checkedEvent.ts';
import type { SavedPixelRow } from '../../store/rows.ts';
import { configOf } from '../../store/savedPixelConfig.ts';

/** What came of a saved pixel, and what did not. */
export interface CheckedPixel {
  id: string;
  name: string;
  /** The event that it sends; '' of a page view. */
  event: string;
  /** How many of its events came. */
  came: number;
  /** Properties that it sends, and that none of them had. */
  missing: string[];
}

/** Most pixels that are told of: those whose events came first. */
const MAX = 100;

/** What each saved pixel sends, beside what came: by its id, or by its event's name. */
export function checkedPixels(pixels: SavedPixelRow[], events: CheckedEvent[]): CheckedPixel[] {
  const checked = pixels.map(row => {
    const { type, conversion_type = '', revenue, currency, properties = [] } = configOf(row);
    const event = type === 'pageview' ? '' : conversion_type;
    const own = events.filter(
      each => each.pixelId === row.id || (type === 'pageview' ? each.type === 'page' : each.event === event),
    );
    const wanted = [
      ...(revenue ? ['revenue'] : []),
      ...(currency ? ['currency'] : []),
      ...properties.map(({ key }) => key),
    ];
    const missing = own.length
      ? wanted.filter(name => !own.some(each => each.properties.includes(topOf(name))))
      : [];
    return { id: row.id, name: row.name, event, came: own.length, missing };
  });
  // What lacks something first.
  const order = ({ came, missing }: CheckedPixel) => missing.length * 1000 + came;
  return checked.sort((a, b) => order(b) - order(a)).slice(0, MAX);
}

/** `items.0.sku` stands below `items`. */
const topOf = (name: string): string => name.split('.')[0]!;
