/** Beacons that were refused for one reason, as the API has them. */
export interface Refusal {
  id: number;
  status: number;
  reason: string;
  fix: string;
  writeKey: string | null;
  method: string;
  route: string;
  host: string | null;
  parameters: string[];
  count: number;
  /** ISO 8601. */
  first_at: string;
  last_at: string;
}
