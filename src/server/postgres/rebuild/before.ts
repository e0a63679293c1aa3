import { cutText } from '../../store/cutText.ts';
import { MAX_INDEXED } from '../../store/indexed.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { sessionOf } from '../../visits/sessionOf.ts';
import type { Session } from '../session.ts';
import { type First, HAS_TAKEN } from '../write/happenings.ts';
import type { Placed } from '../write/placed.ts';

/** What is known of events that are gone, for those that are there. */
export interface Before {
  /** Until when the events of a tag are gone. */
  untilOf(writeKey: string): number;
  /** The first ones of those that are repeats of what is gone, by their numbers. */
  repeats: ReadonlyMap<number, First>;
  /** The numbers of those that took the place of another. */
  taking: ReadonlySet<number>;
  /** Which of those that told no session began a visit, where older ones of their tag are gone: its key and the event's number as JSON. */
  begun: ReadonlySet<string>;
}

/** @param live where the store's own tables are */
export async function before(
  session: Session,
  live: string,
  accountId: string,
  events: readonly Placed[],
): Promise<Before> {
  const untils = await untilsOf(session, accountId);
  const untilOf = (writeKey: string) => untils.get(writeKey) ?? 0;
  return {
    untilOf,
    repeats: await repeatsOf(session, live, accountId, events),
    taking: await takingOf(session, live, accountId, events),
    begun: await begunOf(session, live, accountId, events, untilOf),
  };
}

async function untilsOf(session: Session, accountId: string): Promise<Map<string, number>> {
  const rows = await session.all<{ write_key: string; until: number }>(
    'SELECT write_key, until FROM retention WHERE account_id = $1',
    [accountId],
  );
  return new Map(rows.map(({ write_key, until }) => [write_key, until]));
}

async function repeatsOf(
  session: Session,
  live: string,
  accountId: string,
  events: readonly Placed[],
): Promise<Map<number, First>> {
  if (!events.length) return new Map();
  const found = await session.all<{ seq: number; first_seq: number; first_id: string }>(
    `SELECT seq, first_seq, first_id FROM ${live}.happenings AS own
     WHERE account_id = $1 AND seq >= $2 AND seq <= $3 AND first_seq IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.account_id = own.account_id AND seen.seq = own.first_seq)`,
    [accountId, events[0]!.seq, events.at(-1)!.seq],
  );
  return new Map(found.map(({ seq, first_seq, first_id }) => [seq, { seq: first_seq, id: first_id }]));
}

async function takingOf(
  session: Session,
  live: string,
  accountId: string,
  events: readonly Placed[],
): Promise<Set<number>> {
  if (!events.length) return new Set();
  const found = await session.all<{ seq: number }>(
    `SELECT seq FROM ${live}.happenings
     WHERE account_id = $1 AND seq >= $2 AND seq <= $3 AND first_seq IS NULL AND first_id = '${HAS_TAKEN}'`,
    [accountId, events[0]!.seq, events.at(-1)!.seq],
  );
  return new Set(found.map(({ seq }) => seq));
}

async function begunOf(
  session: Session,
  live: string,
  accountId: string,
  events: readonly Placed[],
  untilOf: (writeKey: string) => number,
): Promise<Set<string>> {
  const keys = events.flatMap(({ event }) => {
    const of = untilOf(event.writeKey) > 0 ? sessionOf(event) : undefined;
    return of && of.session === ''
      ? [[event.writeKey, of.visitor, cutText(event.messageId, MAX_INDEXED)] as const]
      : [];
  });
  if (!keys.length) return new Set();
  const found = await session.all<Pick<StoredVisit, 'write_key' | 'visitor' | 'session' | 'seq'>>(
    `SELECT own.write_key, own.visitor, own.session, own.seq FROM ${live}.visits AS own
     JOIN unnest($2::text[], $3::text[], $4::text[]) AS asked(write_key, visitor, session)
       ON own.write_key = asked.write_key AND own.visitor = asked.visitor AND own.session = asked.session
     WHERE own.account_id = $1`,
    [accountId, keys.map(key => key[0]), keys.map(key => key[1]), keys.map(key => key[2])],
  );
  return new Set(
    found.map(({ write_key, visitor, session, seq }) => JSON.stringify([write_key, visitor, session, seq])),
  );
}
