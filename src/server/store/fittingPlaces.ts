/** What the rows that are removed in one transaction may come to, in bytes: no beacon is to wait for it. */
export const STEP_BYTES = 1024 * 1024;

/** As many of the first places as come to so many bytes, and one at least. */
export function fittingPlaces<Place extends { size: number }>(
  places: readonly Place[],
  maxBytes = Infinity,
): Place[] {
  let bytes = 0;
  const end = places.findIndex(({ size }, at) => {
    bytes += size;
    return at > 0 && bytes > maxBytes;
  });
  return end < 0 ? [...places] : places.slice(0, end);
}
