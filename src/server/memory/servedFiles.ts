import type { ServedFiles } from '../store/servedFiles.ts';
import type { Memory } from './memory.ts';
import type { Run } from './records.ts';

/** Files that stay as they were served. */
export const servedFiles = (run: Run, { servedFiles: files }: Memory): ServedFiles => ({
  add: file =>
    run(() => {
      if (files.has(file.name)) return false;
      files.set(file.name, { ...file, body: Uint8Array.from(file.body) });
      return true;
    }),
  get: name =>
    run(() => {
      const file = files.get(name);
      return file && { ...file, body: Uint8Array.from(file.body) };
    }),
  list: () => run(() => [...files.keys()].sort()),
});
