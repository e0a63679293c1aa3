import { Away } from '../../store/errors.ts';
import type { Server } from '../server.ts';

/** How often a table's triggers are tried again that others are in the way of. */
const TRIES = 60;

/** How long they may keep beacons waiting: whoever writes to the table waits behind whoever waits for it. */
const LOCK_MS = 500;

/** What takes its triggers from a table. */
export const dropsOf = (table: string): string[] =>
  ['insert', 'update', 'delete'].map(event => `DROP TRIGGER IF EXISTS tgp_move_${event} ON ${table}`);

/** Has a server note nothing any more of what changes, and refuse nothing: whatever `tgp migrate` or `tgp shard move` left there goes. */
export async function noNotes(server: Server): Promise<void> {
  const named = await server.all<{ name: string }>(
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE tgname LIKE 'tgp\\_move\\_%' AND NOT tgisinternal AND NOT relispartition ORDER BY 1`,
  );
  for (const { name } of named) {
    await gently(server, dropsOf(name));
  }
  await server.run('DROP SCHEMA IF EXISTS tgp_move CASCADE');
}

/** Changes a table's form without keeping those waiting who write to it. */
export async function gently(server: Server, statements: string[]): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await server.transaction(async session => {
        await session.run(`SET LOCAL lock_timeout = ${LOCK_MS}`);
        for (const sql of statements)
          await session.run({ compile: () => ({ sql, parameters: [] }) } as never);
      });
      return;
    } catch (error) {
      if (left === 0 || !(error instanceof Away)) throw error;
      await new Promise(resolve => setTimeout(resolve, LOCK_MS));
    }
  }
}
