import type { Place } from './place.ts';

/** Makes what is made of an account's events again, a step in each transaction, until there are no more. */
export async function readAccount(
  { alone, replay }: Place,
  accountId: string,
  onRead: (seq: number) => void = () => {},
): Promise<void> {
  for (let isMore = true; isMore; ) {
    isMore = await alone.transaction(session => replay.step(session, accountId));
    const seq = replay.seqOf(accountId);
    if (seq > 0) onRead(seq);
  }
}
