import { HOUR_MS } from '../../../protocol/durations.ts';
import { NotForgotten } from '../../store/errors.ts';
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
 * it share the work. A server that is away, or an account of which nothing can be changed now, keeps nobody else: in the end it throws
 * `NotForgotten` with them.
 * @param defaultDays for tags that say nothing; null: for ever
 * @returns how many events went
 */
export async function forget(context: Context, now: number, defaultDays: number | null): Promise<number> {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  let newest: Promise<string | undefined | null> | undefined;
  const isNewest = async (accountId: string) => {
    // Where one is away nobody knows, and it may be each.
    newest ??= newestAccount(context.servers.all).catch(() => null);
    const its = await newest;
    return its === null || its === accountId;
  };
  let removed = 0;
  const left = new Map<string, unknown>();
  for (const server of context.servers.all) {
    const trying = async (whose: string, work: () => Promise<void>) => {
      if (!left.has(whose)) await work().catch(error => left.set(whose, error));
    };
    await trying(server.name, async () => {
      for await (const tag of dueTags(server, hour, defaultDays)) {
        await trying(`account "${tag.accountId}"`, async () => {
          removed += await whileThere(forgetTag(context, server, tag, isNewest), 0);
        });
      }
    });
    await trying(server.name, () => dropDays(server, now));
  }
  if (!left.size) return removed;
  const whose = [...left].map(([name, error]) => `${name} (${(error as Error).message})`);
  throw new NotForgotten(removed, whose, { cause: [...left.values()][0] });
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
