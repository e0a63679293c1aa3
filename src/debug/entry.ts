/** Something that happened in the page, as the panel shows it. */
export interface Entry {
  kind: 'command' | 'beacon' | 'piggyback' | 'sent' | 'failed' | 'refused' | 'warning' | 'cut' | 'stopped';
  title: string;
  /** Of a command where the page told it, of all others when they were seen; in ms. */
  time: number;
  /** What it means, or what helps. Default: nothing. */
  meaning?: string;
  /** All of it, for who opens it. Default: nothing. */
  detail?: unknown;
  /** What a check is told of it: names and numbers, and no value of the page's. Default: nothing. */
  told?: { [name: string]: string | number };
}
