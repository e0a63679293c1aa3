import { HOUR_MS } from '../../../protocol/durations.ts';
import type { Context } from '../context.ts';
import type { Server } from '../server.ts';
import { dropDays } from './dropDays.ts';
import { dueTags } from './dueTags.ts';
import { forgetEvents } from './forgetEvents.ts';
import { forgetHusks } from './forgetHusks.ts';
import { forgetNames } from './forgetNames.ts';
import { forgetVisits } from './forgetVisits.ts';
import { newestAccount } from './newestAccount.ts';
import type { Forgetting } from './noteGone.ts';
import { whileThere } from './step.ts';

/**
 * Removes the events that are older than their tag allows, with what was made of them: touches, who their visitors are, visits,
 * and what is counted under names that nobody knows. Husks stay, and conversions that name nobody. Days of which nothing is left
 * go at once. A few rows in each transaction, beacons in between; killed, it goes on another time. Several collectors that are at
 * it share the work.
 * @param defaultDays for tags that say nothing; null: for ever
 * @returns how many events went
 */
export async function forget(context: Context, now: number, defaultDays: number | null): Promise<number> {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  let newest: Promise<string | undefined> | undefined;
  const isNewest = async (accountId: string) => {
    newest ??= newestAccount(context.servers.all);
    return (await newest) === accountId;
  };
  let removed = 0;
  for (const server of context.servers.all) {
    for await (const tag of dueTags(server, hour, defaultDays)) {
      removed += await whileThere(forgetTag(context, server, tag, isNewest), 0);
    }
    await dropDays(server, now);
  }
  return removed;
}

async function forgetTag(
  context: Context,
  server: Server,
  tag: Forgetting,
  isNewest: (accountId: string) => Promise<boolean>,
): Promise<number> {
  const removed = await forgetEvents(context, server, tag, isNewest);
  await forgetHusks(server, tag);
  await forgetNames(server, tag);
  await forgetVisits(server, tag);
  return removed;
}
