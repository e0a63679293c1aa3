import type { Refusal } from '../refusal.ts';

/** Something that the page told of itself. */
export interface CheckEntry {
  number: number;
  /** ISO 8601. */
  at: string;
  /** Host and path. */
  page: string;
  kind: string;
  facts: { [name: string]: string | undefined };
}

export interface CheckEvent {
  messageId: string;
  type: string;
  event: string;
  at: string;
  path: string;
  properties: string[];
  library: string;
  allowed: string[];
  denied: string[];
  pixel_id: string | null;
}

export interface CheckPixel {
  id: string;
  name: string;
  event: string;
  came: number;
  missing: string[];
}

/** A check as `GET /checks/{id}` gives it. Times are ISO 8601. */
export interface Check {
  id: string;
  writeKey: string;
  url: string;
  link: string;
  made_at: string;
  expires_at: string;
  script_at: string | null;
  debug_at: string | null;
  told_at: string | null;
  entries: CheckEntry[];
  left_out: number;
  events: CheckEvent[];
  doubled: string[];
  pixels: CheckPixel[];
  refusals: Refusal[];
}
