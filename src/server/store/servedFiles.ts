/** A file that was served under a name with a version in it. */
export interface ServedFile {
  name: string;
  body: Uint8Array;
  /** When it was first served, in ms. */
  served_at: number;
}

/** Files that stay as they were served: they are added, and neither changed nor removed. */
export interface ServedFiles {
  /** False where there is one of that name, which stays. */
  add(file: ServedFile): Promise<boolean>;
  get(name: string): Promise<ServedFile | undefined>;
  /** Their names, in order. */
  list(): Promise<string[]>;
}
