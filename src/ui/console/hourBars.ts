import { svgElement } from '../element.ts';
import { TEXT } from './text.ts';

const STEP = 4;
const HEIGHT = 20;

/** A bar for each hour, as high as it is among its own row's. */
export function hourBars(hours: number[]): SVGSVGElement {
  const peak = Math.max(...hours);
  const bars = hours.map((count, index) => {
    // Even a single event among thousands is to be seen, and an hour without one still has its place.
    const height = count ? Math.max(2, (count / peak) * HEIGHT) : 1;
    return svgElement('rect', {
      class: count ? undefined : 'none',
      x: String(index * STEP),
      y: String(HEIGHT - height),
      width: String(STEP - 1),
      height: String(height),
    });
  });
  const label = TEXT.live.bars(hours.length, peak, hours.at(-1)!);
  const size = { viewBox: `0 0 ${hours.length * STEP - 1} ${HEIGHT}`, preserveAspectRatio: 'none' };
  return svgElement('svg', { class: 'bars', role: 'img', 'aria-label': label, ...size }, ...bars);
}
