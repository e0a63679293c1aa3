import type { ConversionRow } from '../store/rows.ts';

/** Whose a touch or a conversion is. */
export type Visitor = Pick<ConversionRow, 'account_id' | 'anonymous_id' | 'user_id'>;
