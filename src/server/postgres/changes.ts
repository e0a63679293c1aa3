import type { PublicKind } from './schema.ts';
import type { Servers } from './servers.ts';
import type { Session } from './session.ts';

/** Tells all collectors of what changed in the servers: what they keep of it by heart is old then. */
export interface Changes {
  /** In the transaction of a change: whoever keeps something of that account by heart forgets it, once it is committed. */
  tell(session: Session, accountId: string): Promise<void>;
  /** The same where the records of ids come or go, on the first server. */
  tellIds(session: Session, ids: readonly { kind: PublicKind; id: string }[]): Promise<void>;
  /** @param forget told of the account; of undefined where something may have been missed: all is to be forgotten */
  listen(forget: (accountId: string | undefined) => void): void;
  close(): Promise<void>;
}

/** Of the collector itself alone. */
export function changes(_servers: Servers): Changes {
  const ears: ((accountId: string | undefined) => void)[] = [];
  return {
    async tell(_session, accountId) {
      for (const forget of ears) forget(accountId);
    },
    async tellIds() {},
    listen: forget => void ears.push(forget),
    async close() {},
  };
}
