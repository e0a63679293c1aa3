import { eventOf } from '../../store/eventOf.ts';
import { isTest } from '../../store/isTest.ts';
import type { Context } from '../context.ts';
import type { EventRow, HuskRow } from '../schema.ts';
import type { Session } from '../session.ts';
import type { AccountFacts } from '../write/accountFacts.ts';
import { conversions } from '../write/conversions.ts';
import { countKinds } from '../write/countKinds.ts';
import { countNames } from '../write/countNames.ts';
import { creditAgain } from '../write/creditAgain.ts';
import { happenings } from '../write/happenings.ts';
import type { Placed } from '../write/placed.ts';
import { says } from '../write/says.ts';
import { visitWriter } from '../write/visits/visitWriter.ts';
import { before } from './before.ts';

interface Parts {
  facts: AccountFacts;
  live: string;
  mark: Context['mark'];
}

/** Makes what is made of some events and husks of an account, in their order. */
export async function readRows(
  session: Session,
  { facts, live, mark }: Parts,
  accountId: string,
  rows: readonly (EventRow | HuskRow)[],
): Promise<void> {
  const events: Placed[] = rows.flatMap(row =>
    'fields' in row ? [{ accountId, seq: row.seq, event: eventOf(row) }] : [],
  );
  const { untilOf, repeats, begun } = await before(session, live, accountId, events);

  const again = creditAgain(session, facts, Number.POSITIVE_INFINITY);
  const names = countNames(session, facts);
  const kinds = countKinds(session);
  const convert = conversions(session, { facts, mark, again });
  // Of what is gone it stays a repeat.
  const hear = happenings(session, mark, async ({ seq }) => repeats.get(seq));
  const visits = visitWriter(session, {
    untilOf: async (_, writeKey) => untilOf(writeKey),
    hadBegun: async (_, ...key) => begun.has(JSON.stringify(key)),
  });

  const countName = ({ seq, write_key, type, event, time, received_at }: EventRow | HuskRow) => {
    if (type === '' || time < untilOf(write_key)) return;
    names.add({ accountId, seq, writeKey: write_key, type, event, time, receivedAt: received_at });
  };
  const countKind = (
    { write_key, time, received_at }: EventRow | HuskRow,
    kind: string,
    source: string,
    isRepeat: boolean,
  ) => {
    if (kind === '' || time < untilOf(write_key)) return;
    kinds.add({ accountId, writeKey: write_key, kind, source, time, receivedAt: received_at, isRepeat });
  };

  const said = await says(session, facts)(events);
  await convert.prepare(events);
  await visits.prepare(events);
  let at = 0;
  for (const row of rows) {
    if (!('fields' in row)) {
      countName(row);
      countKind(row, row.kind, row.source, row.is_repeat === 1);
      continue;
    }
    const each = events[at]!;
    if (!isTest(each.event)) countName(row);
    const heard = await hear(each, said[at]);
    at++;
    await convert.add(each, heard);
    await visits.add(each, heard);
    if (heard) countKind(row, heard.said.kind.kind, heard.said.source, heard.first !== undefined);
  }
  await convert.write();
  await visits.write();
  await names.write();
  await kinds.write();
}
