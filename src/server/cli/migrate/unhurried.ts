import type { Server } from '../../postgres/server.ts';
import type { Session } from '../../postgres/session.ts';

/** Reads a server however long that takes: of a large store to count what is in a table takes longer than a beacon may. */
export function unhurried(server: Server): Session {
  const alone = <Result>(read: (session: Session) => Promise<Result>): Promise<Result> =>
    server.transaction(read, { statementMs: 0 });
  return {
    all: (query, values) => alone(session => session.all(query, values)),
    first: (query, values) => alone(session => session.first(query, values)),
    run: (query, values) => alone(session => session.run(query, values)),
  };
}
