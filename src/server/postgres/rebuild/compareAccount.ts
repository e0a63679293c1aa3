import { lockAccount } from '../accountState.ts';
import type { Session } from '../session.ts';
import { corrections, type Key } from './correct.ts';
import type { Note, Place } from './place.ts';
import { readAccount } from './readAccount.ts';

/**
 * Puts what is wrong of an account right, a few rows in each transaction; what others store of it waits for those, and comes in
 * between. @param isDry counts it alone: nobody waits
 */
export async function compareAccount(
  place: Place,
  accountId: string,
  { isDry, note }: { isDry: boolean; note: Note },
): Promise<void> {
  const compared = new Set<string>();
  for (const { name, step } of corrections(place.alone.live, isDry)) {
    let after: Key | undefined;
    do {
      const startedAt = performance.now();
      const { changed, last } = await inMoment(place, accountId, isDry, session =>
        step(session, accountId, after),
      );
      after = last;
      // What is compared once more is not told of.
      if (!compared.has(name)) note(name, changed);
      await new Promise(resolve => setTimeout(resolve, isDry ? 0 : performance.now() - startedAt));
    } while (after);
    compared.add(name);
  }
}

/** Does something in a transaction in which all of an account's events have been read. */
export async function inMoment<Result>(
  place: Place,
  accountId: string,
  isDry: boolean,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { alone, replay } = place;
  for (;;) {
    // Until there are few, while nobody waits.
    await readAccount(place, accountId);
    const done = await alone.transaction(async session => {
      // Nothing is stored meanwhile: what is compared is made of the same events.
      if (!isDry) await lockAccount(session, accountId);
      return (await replay.finish(session, accountId)) && { result: await work(session) };
    }, isDry);
    if (done) return done.result;
  }
}
