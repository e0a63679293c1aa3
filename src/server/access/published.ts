import type { ConversionPixelRow, Piggyback } from '../store/adRecords.ts';
import type { TagRow } from '../store/rows.ts';

type Published = Pick<ConversionPixelRow, 'state' | 'pixel_conversion_event_id' | 'piggyback_pixels'>;

const piggybacksOf = ({ piggyback_pixels }: Published): Piggyback[] => JSON.parse(piggyback_pixels);

/** Whether a pixel that is in use runs scripts of others. */
export const runsScripts = (pixel: Published): boolean =>
  pixel.state === 'active' && piggybacksOf(pixel).some(({ pixel_type }) => pixel_type === 'js');

/** The scripts of others that a pixel has, each as it is named, as it runs, and with the event that it runs at. */
function scriptsOf(pixel: Published): Set<string> {
  const urls = piggybacksOf(pixel)
    .filter(({ pixel_type }) => pixel_type === 'js')
    .map(({ url }) => url);
  const running = pixel.state === 'active' ? urls : [];
  return new Set([
    ...urls,
    ...running.map(url => `active ${url}`),
    ...running.map(url => `at ${pixel.pixel_conversion_event_id} ${url}`),
  ]);
}

/** Whether a change has pages run scripts of others that they did not, or at another event. */
export function publishesScripts(before: Published | undefined, after: Published): boolean {
  const known = before ? scriptsOf(before) : new Set();
  return [...scriptsOf(after)].some(script => !known.has(script));
}

/** What a pixel has pages run of others, for the audit log; undefined where it is nothing. */
export function pixelText(pixel: Published): string | undefined {
  const piggybacks = piggybacksOf(pixel);
  const { state, pixel_conversion_event_id } = pixel;
  return piggybacks.length
    ? JSON.stringify({ state, pixel_conversion_event_id, piggyback_pixels: piggybacks })
    : undefined;
}

/** The same of a tag: undefined where it runs what its account's pixels say. */
export const tagText = ({ images_only }: TagRow): string | undefined =>
  images_only ? JSON.stringify({ images_only: true }) : undefined;

/** For what may not be published. */
export const NOT_PUBLISHER =
  'this token may not put scripts of others on pages: it needs the right to publish, or use "img"';
