import { gainOf } from '../../attribution/gainOf.ts';
import { cutText } from '../../store/cutText.ts';
import type { StoredEvent } from '../../store/event.ts';
import { MAX_INDEXED } from '../../store/indexed.ts';
import { CHANGING, COLUMNS, FIXED } from '../../store/visitColumns.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { addToVisit, isEarliest, newVisit } from '../../visits/addToVisit.ts';
import { readVisit } from '../../visits/readVisit.ts';
import { SAME_VISIT_MS, sessionOf } from '../../visits/sessionOf.ts';
import { broughtBy, broughtTo } from '../../visits/takeBack.ts';
import { takeGain } from '../../visits/takeGain.ts';
import type { Replaced } from '../../visits/takesPlace.ts';
import type { Connection } from '../connection.ts';
import type { Heard } from '../happenings.ts';
import { beingRemade } from './beingRemade.ts';
import { findVisits } from './findVisits.ts';
import type { VisitDays } from './visitDays.ts';

/** How visits are made again of what is left of their events: see memory/visits.ts. */
export interface Again {
  /** Until when the events of a tag are gone. */
  untilOf(writeKey: string): number;
  /** Whether an event that told no session began a visit when it arrived. */
  hadBegun(writeKey: string, visitor: string, session: string, seq: number): boolean;
}

/** A visit that was read or begun, and is to be written. */
interface Open {
  visit: StoredVisit;
  /** When it began, as it is stored; undefined of a new one. */
  before: number | undefined;
}

/** Adds events to their visits, in the events' own order: what several add to one is written once. In a transaction of the caller's. */
export interface VisitWriter {
  /** Forgets what was not written: a commit that failed had begun it. */
  begin(): void;
  add(seq: number, event: StoredEvent, heard: Heard | undefined): void;
  write(): void;
}

export function writeVisits(
  db: Connection,
  { again, days }: { again?: Again; days?: VisitDays } = {},
): VisitWriter {
  const { bySession, latest, latestPlace, latestBefore } = findVisits(db);
  const insert = db.prepare(
    `INSERT INTO visits (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const set = (columns: readonly string[]) =>
    db.prepare(`UPDATE visits SET ${columns.map(column => `${column} = ?`).join(', ')} WHERE seq = ?`);
  const update = set(CHANGING);
  const updateAll = set([...FIXED, ...CHANGING]);
  const remade = beingRemade(db);
  const open = new Map<string, Open>();
  /** The same by their visitors. */
  const ofVisitor = new Map<string, Open[]>();

  const keyOf = (writeKey: string, visitor: string, session: string) =>
    `${writeKey} ${visitor.length} ${visitor}${session}`;

  function take(visit: StoredVisit, isNew: boolean): StoredVisit {
    const { write_key, visitor, session, started_at } = visit;
    const taken = { visit, before: isNew ? undefined : started_at };
    open.set(keyOf(write_key, visitor, session), taken);
    const key = keyOf(write_key, visitor, '');
    const others = ofVisitor.get(key);
    if (others) others.push(taken);
    else ofVisitor.set(key, [taken]);
    return visit;
  }

  function ofSession(write_key: string, visitor: string, session: string): StoredVisit | undefined {
    const known = open.get(keyOf(write_key, visitor, session));
    if (known) return known.visit;
    const found = bySession.get(write_key, visitor, session);
    return found && take(found, false);
  }

  /** The latest visit of a visitor that waits and began until then; undefined where a stored one may be later. */
  function latestOpen(write_key: string, visitor: string, until: number): StoredVisit | undefined {
    const some = ofVisitor.get(keyOf(write_key, visitor, ''));
    if (!some) return undefined;
    let found: StoredVisit | undefined;
    for (const { visit, before } of some) {
      // What is stored of it says another time.
      if (before !== undefined && before !== visit.started_at) return undefined;
      if (visit.started_at <= until && (!found || isLater(visit, found))) found = visit;
    }
    const stored = found && latestPlace.get(write_key, visitor, until);
    return stored && found && stored.seq !== found.seq && isLater(stored, found) ? undefined : found;
  }

  /** The latest visit of a visitor that goes on until about then. */
  function near(write_key: string, visitor: string, time: number): StoredVisit | undefined {
    const until = time + SAME_VISIT_MS;
    const waiting = latestOpen(write_key, visitor, until);
    // What waits may be the one.
    if (!waiting && ofVisitor.has(keyOf(write_key, visitor, ''))) write();
    const found = waiting ?? latest.get(write_key, visitor, until);
    if (!found || found.ended_at + SAME_VISIT_MS < time) return undefined;
    return waiting ?? take(found, false);
  }

  /** Takes what an event had brought out of its visit: another one counts in its place. */
  function takeBack(replaced: Replaced): void {
    const until = again ? again.untilOf(replaced.event.writeKey) : 0;
    const brought = broughtBy(replaced, until);
    if (!brought) return;
    const { seq, writeKey, visitor, session } = brought;
    if (!again && remade.has(writeKey, visitor)) return remade.note(writeKey, visitor);
    // What waits may be the one.
    write();
    const visit = broughtTo(
      brought,
      bySession.get(writeKey, visitor, session),
      brought.isTold ? undefined : latestBefore.get(writeKey, visitor, brought.until, seq),
    );
    if (visit && visit.started_at >= until) takeGain(take(visit, false), brought.gain);
  }

  function write(): void {
    for (const { visit, before } of open.values()) {
      const values = (columns: readonly (keyof StoredVisit)[]) => columns.map(column => visit[column]);
      if (before === undefined) insert.run(...values(COLUMNS));
      else if (visit.started_at === before) update.run(...values(CHANGING), visit.seq);
      else updateAll.run(...values(FIXED), ...values(CHANGING), visit.seq);
      days?.note(visit.write_key, visit.started_at);
      if (before !== undefined && before !== visit.started_at) days?.note(visit.write_key, before);
    }
    clear();
    days?.write();
  }

  function clear(): void {
    open.clear();
    ofVisitor.clear();
  }

  return {
    begin: clear,
    add(seq, event, heard) {
      if (heard?.replaced) takeBack(heard.replaced);
      const of = sessionOf(event);
      if (!of) return;
      const { writeKey, time } = event;
      const { visitor, begins } = of;
      if (!again && remade.has(writeKey, visitor)) return;
      const until = again ? again.untilOf(writeKey) : 0;
      if (time < until && begins) return;
      const own = of.session || cutText(event.messageId, MAX_INDEXED);
      const isBegun = of.session === '' && until > 0 && again!.hadBegun(writeKey, visitor, own, seq);
      const isKnown = of.session !== '' || isBegun;
      // Its id may be that of a session of the visitor's: two visits can't have one name.
      let visit = (isKnown ? undefined : near(writeKey, visitor, time)) ?? ofSession(writeKey, visitor, own);
      // All of it is counted there.
      if (visit && visit.started_at < until) return;
      if (!visit) {
        if (!begins) return;
        visit = take(newVisit({ seq, write_key: writeKey, visitor, session: own }, event), true);
      }
      const gain = gainOf(event, heard?.said, heard?.first !== undefined);
      addToVisit(visit, event, readVisit(event, isEarliest(visit, event)), gain);
    },
    write,
  };
}

type At = Pick<StoredVisit, 'started_at' | 'seq'>;

const isLater = (one: At, other: At): boolean =>
  one.started_at > other.started_at || (one.started_at === other.started_at && one.seq > other.seq);
