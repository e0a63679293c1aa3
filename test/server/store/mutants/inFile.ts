/** A small mistake in an engine. */
export interface Mutant {
  /** Below `src/server/`. */
  file: string;
  /** What stands there, once. */
  text: string;
  /** What stands there by mistake. */
  by: string;
}

/** Mistakes in one file. */
export const inFile = (file: string, ...mistakes: [text: string, by: string][]): Mutant[] =>
  mistakes.map(([text, by]) => ({ file, text, by }));
