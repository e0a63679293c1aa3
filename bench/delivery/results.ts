import type { Moment } from './moments.ts';
import type { Transport } from './transports.ts';

/** What was measured of one transport at one moment in one engine. */
export interface Result {
  engine: string;
  moment: Moment;
  transport: Transport;
  sent: number;
  /** Arrived without another page view of the site. */
  before: number;
  /** Arrived by the end of the site's next page view. */
  after: number;
  /** Stored more than once. */
  storedTwice: number;
}

/** An engine as it was when it was measured. */
export interface Measured {
  version: string;
  /** `2026-11-22` */
  date: string;
}

/** bench/delivery/results.json */
export interface Results {
  /** How long each direction was held back. */
  delayMs: number;
  engines: { [engine: string]: Measured };
  results: Result[];
}
