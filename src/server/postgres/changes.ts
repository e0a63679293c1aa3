import type { PublicKind } from './schema.ts';
import type { Servers } from './servers.ts';
import type { Session } from './session.ts';

/** Where collectors tell each other. */
const CHANNEL = 'tgp_changes';

/** Longest text that PostgreSQL takes there along, in bytes. */
const MAX_BYTES = 7_900;

/** Tells all collectors of what changed in the servers: what they keep of it by heart is old then. */
export interface Changes {
  /** In the transaction of a change: whoever keeps something of that account by heart forgets it, once it is committed. */
  tell(session: Session, accountId: string): Promise<void>;
  /** The same where the records of ids come or go, on the first server. */
  tellIds(session: Session, ids: readonly { kind: PublicKind; id: string }[]): Promise<void>;
  /**
   * @param forget told of the account; of undefined where something may have been missed: all is to be forgotten. `isChanging` where
   *   this collector changes it: that may be committed any moment
   */
  listen(forget: (accountId: string | undefined, isChanging?: boolean) => void): void;
  /** Whether one hears of all changes, on every server. */
  isHeard(): boolean;
  close(): Promise<void>;
}

/** By NOTIFY on the server where it changes; each collector listens on every server. */
export function changes(servers: Servers): Changes {
  const ears: ((accountId: string | undefined, isChanging?: boolean) => void)[] = [];
  const heard = new Set<unknown>();
  const isHeard = () => heard.size === servers.all.length;
  const forget = (accountId: string | undefined) => {
    servers.forget(accountId);
    for (const ear of ears) ear(accountId);
  };
  const forgetAll = () => {
    servers.forgetIds();
    forget(undefined);
  };

  function told(payload: string): void {
    const [, what, rest = ''] = /^([ai])(.*)$/s.exec(payload) ?? [];
    if (what === 'a') forget(rest);
    else if (what === 'i') servers.forgetIds(rest);
    else forgetAll();
  }

  servers.isHeard = isHeard;
  const ends = servers.all.map(server =>
    server.hear(CHANNEL, {
      told,
      missed() {
        heard.add(server);
        forgetAll();
      },
      lost: () => void heard.delete(server),
    }),
  );

  const notify = async (session: Session, payloads: string[]) => {
    const all = payloads.map(each => (Buffer.byteLength(each) > MAX_BYTES ? '*' : each));
    await session.all('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS told (payload)', [
      CHANNEL,
      [...new Set(all)],
    ]);
  };

  return {
    async tell(session, accountId) {
      await notify(session, [`a${accountId}`]);
      servers.change(accountId);
      for (const ear of ears) ear(accountId, true);
    },
    async tellIds(session, ids) {
      if (!ids.length) return;
      const keys = ids.map(({ kind, id }) => `${kind} ${id}`);
      await notify(
        session,
        keys.map(key => `i${key}`),
      );
      for (const key of keys) servers.changeId(key);
    },
    listen: ear => void ears.push(ear),
    isHeard,
    async close() {
      await Promise.all(ends.map(end => end()));
    },
  };
}
