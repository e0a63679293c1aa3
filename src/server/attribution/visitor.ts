import type { ConversionRow } from '../store/rows.ts';

/** Whose a touch or a conversion is. */
export type Visitor = Pick<ConversionRow, 'account_id' | 'anonymous_id' | 'user_id'>;

/** The columns of a visitor's ids: he is told by either of them, where there is one. */
export const VISITOR_IDS = ['anonymous_id', 'user_id'] as const;
