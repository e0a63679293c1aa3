/** Where a collector serves the script of a tag: under the tag's own path, if it has one. */
export const scriptPath = (writeKey: string, path?: string | null): string =>
  `/${path ?? 'tgp'}/${encodeURIComponent(writeKey)}.js`;
