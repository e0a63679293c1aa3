import type { ConversionTouches, SeenTouch } from '../store/conversions.ts';
import type { ConversionRow } from '../store/rows.ts';

/**
 * The latest of the touches that were found in several places, each once, and what the conversion is credited to in any case.
 */
export function newestTouches(
  found: SeenTouch[],
  { touch_id }: Pick<ConversionRow, 'touch_id'>,
  limit: number,
): Pick<ConversionTouches, 'touches' | 'isWhole'> {
  const each = new Map<string, SeenTouch>();
  // Found by an own id it is the visitor's, whoever else was there.
  for (const touch of found) if (each.get(touch.id)?.isOthers !== false) each.set(touch.id, touch);
  const all = [...each.values()].sort((a, b) => b.time - a.time || b.seq - a.seq);
  const at = all.findIndex(({ id }) => id === touch_id);
  const touches = at < limit ? all.slice(0, limit) : [...all.slice(0, limit - 1), all[at]!];
  return { touches, isWhole: touches.length === all.length };
}
