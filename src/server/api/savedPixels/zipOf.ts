import { strToU8, zipSync } from 'fflate';

/** The beginning of a zip's own time: the same files make the same zip, whenever it is asked for. */
const FIXED_TIME = new Date(1980, 0, 1);

/** Files by name as a zip. */
export function zipOf(files: Record<string, string>): Buffer {
  const contents = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return Buffer.from(zipSync(contents, { mtime: FIXED_TIME }));
}
