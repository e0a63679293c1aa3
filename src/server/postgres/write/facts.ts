import type { PixelRule } from '../../store/adRecords.ts';
import type { AccountState } from '../schema.ts';

/** What holds from one event on. */
export interface Dated<Value> {
  since_seq: number;
  value: Value;
}

/** What is known of an account, by what was asked. Of each the first to hold comes first. */
export interface Facts {
  state: AccountState;
  tags: Map<string, { isThere: boolean; hasHusks: boolean }>;
  words: Map<string, Dated<string | null>[]>;
  /** Since when a name is known; none is since `Infinity`. */
  names: Map<string, number>;
  rules: Map<number, PixelRule[]>;
  /** Pixels that are or were of a category. */
  categories: Map<number, number[]>;
  orders: Dated<boolean>[] | undefined;
  /** Whether visits of it are being made again. */
  isRemade: boolean | undefined;
}

/** What held when an event arrived. */
export function heldAt<Each extends { since_seq: number }>(
  each: readonly Each[] | undefined,
  seq: number,
): Each | undefined {
  return each?.findLast(({ since_seq }) => since_seq <= seq);
}
