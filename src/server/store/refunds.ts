import type { RefundRow } from './rows.ts';

/** Which refunds to read: of these accounts, and each filter that is given. */
export interface RefundFilter {
  accounts: string[];
  orderId?: string | undefined;
  limit: number;
  /** Where the last page ended, as that page said it. */
  cursor?: string | undefined;
}

/** Refunds, the last to arrive first. */
export interface RefundPage {
  refunds: RefundRow[];
  /** Reads on from here; null at the end. */
  next: string | null;
}

/** What `refunded` of a conversion is where its order was given back whole: more than any value. Stored: never change. */
export const WHOLE_ORDER = 1e15;

/** What of a conversion's worth was given back, of which it has no more than it is worth. */
export const refundedOf = (worth: number | null, refunded: number): number =>
  Math.max(0, Math.min(refunded, worth ?? 0));
