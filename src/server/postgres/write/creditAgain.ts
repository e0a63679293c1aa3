import type { ConversionRow } from '../../store/rows.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from './accountFacts.ts';

/** Whose a touch or a conversion is. */
export type Visitor = Pick<ConversionRow, 'account_id' | 'anonymous_id' | 'user_id'>;

/** Credits conversions again, after a touch arrived that is earlier than they are. In a transaction that holds the account's lock. */
export interface CreditAgain {
  /** The conversions of a visitor from that time on are to be credited again: a few now, more of them in steps. */
  from(visitor: Visitor, since: number): Promise<void>;
  /** Credits the next few conversions that are due of an account; false where none is due. */
  step(accountId: string): Promise<boolean>;
  /** Whether anything was left for steps. */
  readonly isDue: boolean;
}

/** @param perCommit most conversions that are credited again at once */
export function creditAgain(_session: Session, _facts: AccountFacts, _perCommit: number): CreditAgain {
  throw new Error('not there yet');
}
