import type { ConversionPixelRow, Piggyback } from '../store/adRecords.ts';
import { urlProblem } from './piggybackUrl.ts';

/** The piggybacks of a pixel that are fired: one whose address could lead anywhere is not, whenever it was saved. */
export const firedOf = ({ piggyback_pixels }: Pick<ConversionPixelRow, 'piggyback_pixels'>): Piggyback[] =>
  (JSON.parse(piggyback_pixels) as Piggyback[]).filter(({ url }) => urlProblem(url, undefined) === undefined);

/** Those that are not, each with the reason. */
export const unfiredOf = ({ piggyback_pixels }: Pick<ConversionPixelRow, 'piggyback_pixels'>): string[] =>
  (JSON.parse(piggyback_pixels) as Piggyback[]).flatMap(({ url }) => {
    const problem = urlProblem(url, undefined);
    return problem === undefined ? [] : [`${url}: ${problem}`];
  });
