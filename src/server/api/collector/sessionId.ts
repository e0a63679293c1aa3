import type { SessionRow } from '../../store/users.ts';

/** Enough of a hash to tell log-ins apart; of no use to anyone else. */
export const sessionId = ({ hash }: Pick<SessionRow, 'hash'>): string => hash.slice(0, 16);
