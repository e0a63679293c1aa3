import { takeMoveLock } from '../../postgres/move/moveLock.ts';
import type { Servers } from '../../postgres/servers.ts';

/**
 * Does what one command at a time may do to servers. A lock on the first one says so, which ends with the connection that has it: then
 * another command may have begun, and this one throws before it writes anything more.
 */
export function alone<Result>(servers: Servers, work: () => Promise<Result>): Promise<Result> {
  const { first, all } = servers;
  return first.transaction(async session => {
    if (!(await takeMoveLock(session)))
      throw new Error(`${first.name}: another command moves what is there; wait for its end`);
    let asked: Promise<unknown> = Promise.resolve();
    const guard = async (): Promise<void> => {
      // One after the other: it is one connection.
      asked = asked.then(() => session.run('SELECT 1'));
      try {
        await asked;
      } catch (error) {
        const words = `${first.name}: the connection is lost that kept other commands from moving what is there; start this one again`;
        throw new Error(words, { cause: error });
      }
    };
    for (const server of all) server.guard = guard;
    try {
      return await work();
    } finally {
      for (const server of all) server.guard = undefined;
    }
  });
}
