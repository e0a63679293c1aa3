/** Where an attack goes, and what any stranger knows of it. */
export interface Target {
  origin: string;
  /** In every page of the site. */
  writeKey: string;
  /** A conversion pixel that counts each of its fires; in every page too. */
  pixelId: number;
  /** The demo's token, which the console's page has. */
  demoToken: string;
}

/** One way to be a nuisance. A file of `attacks/` has one, as its default export, and is run because it is there. */
export interface Attack {
  /** What is sent, for the table. */
  title: string;
  /** What has to be there first; the honest ones come after that. */
  prepare?(target: Target): Promise<void>;
  /** Begins; it goes on until its process is ended. */
  begin(target: Target): void;
}
