import { strToU8, zipSync } from 'fflate';

/** Files by name as a zip, as the collector makes it of a saved pixel. */
export function zipFiles(files: Record<string, string>): Blob {
  const contents = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return new Blob([zipSync(contents)], { type: 'application/zip' });
}
