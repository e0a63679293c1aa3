import { existsSync, readFileSync } from 'node:fs';

/** One query string with what a real RudderStack server made of it. */
export interface Vector {
  name: string;
  type: 'page' | 'track';
  query: string;
  accepted: boolean;
  reason?: string;
  status?: number;
  decoded?: Record<string, unknown>;
}

/** Where the recording is kept; it may be newer than our copy. */
export const RECORDING = new URL('../../../shared/vectors/pixel-query.json', import.meta.url);

export const COPY = new URL('../vectors/pixel-query.json', import.meta.url);

export const vectors: Vector[] = JSON.parse(readFileSync(existsSync(RECORDING) ? RECORDING : COPY, 'utf8'));
