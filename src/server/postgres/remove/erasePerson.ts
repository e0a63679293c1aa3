import { ErasePasses } from '../../store/erasePasses.ts';
import type { Erasing } from '../../store/erasing.ts';
import { Away } from '../../store/errors.ts';
import type { Erased, Person } from '../../store/people.ts';
import type { Context } from '../context.ts';
import type { Server } from '../server.ts';
import { dropCopies } from './dropCopies.ts';
import { erasePart } from './erasePart.ts';
import { eraseVisits, type VisitEraser } from './eraseVisits.ts';
import { keysOf, partsOf, STEP } from './partsOf.ts';
import { eraseStep, newestOf, whileThere } from './step.ts';

/** Erases all that is held of a person, a few rows in each transaction. Killed, it goes on another time. */
export async function erasePerson(context: Context, person: Person, erasing: Erasing = {}): Promise<Erased> {
  erasing.signal?.throwIfAborted();
  const sum: Erased = { events: 0, touches: 0, conversions: 0, visits: 0 };
  for (const accountId of person.accounts) {
    const server = await context.servers.find(accountId);
    if (server)
      await whileThere(eraseFrom(context, { server, accountId }, { person, sum, erasing }), undefined);
  }
  return sum;
}

/** Whom it is about, what has gone of him so far, and who waits for it. */
interface Asked {
  person: Person;
  sum: Erased;
  erasing: Erasing;
}

async function eraseFrom(
  context: Context,
  { server, accountId }: { server: Server; accountId: string },
  asked: Asked,
): Promise<void> {
  const visits = eraseVisits(server, accountId);
  const { signal } = asked.erasing;
  try {
    await eraseRows(context, { server, accountId }, visits, asked);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  // Of those of whom something is left, whether it was stopped or is through.
  asked.sum.visits -= await visits.again();
  signal?.throwIfAborted();
  if (!(await dropCopies(context.servers, { home: server, accountId }, signal)))
    throw new Away(`account "${accountId}" moves to another server, with what it had: ask again after that`);
}

/** All but the visits that are made again. */
async function eraseRows(
  context: Context,
  { server, accountId }: { server: Server; accountId: string },
  visits: VisitEraser,
  { person, sum, erasing }: Asked,
): Promise<void> {
  const { onProgress, signal } = erasing;
  const firstParts = await partsOf(server, accountId, person, signal);
  for (const key of await keysOf(server, accountId)) {
    for (let at = 0; at < firstParts.length; at += STEP) {
      const visitors = firstParts.slice(at, at + STEP).map(({ id }) => id);
      sum.visits += await visits.drop(key, visitors);
      signal?.throwIfAborted();
    }
  }
  const own = new Map([
    ['anonymous_id', new Set<string>()],
    ['user_id', new Set<string>()],
  ] as const);
  const passes = new ErasePasses(await newestOf(server, accountId));
  while (passes.next()) {
    const parts = await partsOf(server, accountId, person, signal);
    for (const { by, id } of parts) own.get(by)!.add(id);
    const writeKeys = await keysOf(server, accountId);
    const until = await newestOf(server, accountId);
    const where = { server, visits, writeKeys, own, until, took: (seq: number) => passes.took(seq) };
    for (const part of parts) {
      for await (const step of erasePart(context, where, part)) {
        for (const name of ['events', 'touches', 'conversions', 'visits'] as const) sum[name] += step[name];
        onProgress?.(sum.events);
        signal?.throwIfAborted();
      }
    }
  }
  const marks = [...own].flatMap(([by, ids]) => [...ids].map(id => context.mark(by, id)));
  for (let at = 0; at < marks.length; at += STEP) {
    await eraseStep(server, accountId, session =>
      session.run(
        `DELETE FROM counted_before WHERE account_id = $1 AND mark = ANY($2)
           AND pixel_id IN (SELECT pixel_id FROM pixel_rules WHERE account_id = $1)`,
        [accountId, marks.slice(at, at + STEP)],
      ),
    );
  }
}
