import { gainOf } from '../../attribution/gainOf.ts';
import { cutText } from '../../store/cutText.ts';
import type { StoredEvent } from '../../store/event.ts';
import { MAX_INDEXED } from '../../store/indexed.ts';
import type { StoredVisit } from '../../store/visits.ts';
import { addToVisit, newVisit } from '../../visits/addToVisit.ts';
import { readVisit } from '../../visits/readVisit.ts';
import { SAME_VISIT_MS, sessionOf } from '../../visits/sessionOf.ts';
import type { Connection } from '../connection.ts';
import type { Heard } from '../happenings.ts';
import { CHANGING, COLUMNS, FIXED } from './columns.ts';
import type { VisitDays } from './visitDays.ts';

/** How visits are made again of what is left of their events: see memory/visits.ts. */
export interface Again {
  /** Until when the events of a tag are gone. */
  untilOf(writeKey: string): number;
  /** Whether an event that told no session began a visit when it arrived. */
  hadBegun(writeKey: string, visitor: string, session: string): boolean;
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
  const bySession = db.prepare<StoredVisit>(
    'SELECT * FROM visits WHERE write_key = ? AND visitor = ? AND session = ?',
  );
  const latest = db.prepare<StoredVisit>(
    `SELECT * FROM visits WHERE write_key = ? AND visitor = ? AND started_at <= ?
     ORDER BY started_at DESC, seq DESC LIMIT 1`,
  );
  const insert = db.prepare(
    `INSERT INTO visits (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const set = (columns: readonly string[]) =>
    db.prepare(`UPDATE visits SET ${columns.map(column => `${column} = ?`).join(', ')} WHERE seq = ?`);
  const update = set(CHANGING);
  const updateAll = set([...FIXED, ...CHANGING]);
  const open = new Map<string, Open>();

  const keyOf = (writeKey: string, visitor: string, session: string) =>
    `${writeKey} ${visitor.length} ${visitor}${session}`;

  function take(visit: StoredVisit, isNew: boolean): StoredVisit {
    open.set(keyOf(visit.write_key, visit.visitor, visit.session), {
      visit,
      before: isNew ? undefined : visit.started_at,
    });
    return visit;
  }

  function ofSession(write_key: string, visitor: string, session: string): StoredVisit | undefined {
    const known = open.get(keyOf(write_key, visitor, session));
    if (known) return known.visit;
    const found = bySession.get(write_key, visitor, session);
    return found && take(found, false);
  }

  /** The latest visit of a visitor that goes on until about then. */
  function near(write_key: string, visitor: string, time: number): StoredVisit | undefined {
    // What waits may be the one.
    for (const { visit } of open.values()) {
      if (visit.write_key !== write_key || visit.visitor !== visitor) continue;
      write();
      break;
    }
    const found = latest.get(write_key, visitor, time + SAME_VISIT_MS);
    if (!found || found.ended_at + SAME_VISIT_MS < time) return undefined;
    return take(found, false);
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
    open.clear();
    days?.write();
  }

  return {
    begin: () => open.clear(),
    add(seq, event, heard) {
      const of = sessionOf(event);
      if (!of) return;
      const { writeKey, time } = event;
      const { visitor, begins } = of;
      const until = again ? again.untilOf(writeKey) : 0;
      if (time < until && begins) return;
      const own = of.session || cutText(event.messageId, MAX_INDEXED);
      const isBegun = of.session === '' && until > 0 && again!.hadBegun(writeKey, visitor, own);
      let visit = of.session || isBegun ? ofSession(writeKey, visitor, own) : near(writeKey, visitor, time);
      // All of it is counted there.
      if (visit && visit.started_at < until) return;
      if (!visit) {
        if (!begins) return;
        visit = take(newVisit({ seq, write_key: writeKey, visitor, session: own }, event), true);
      }
      const gain = gainOf(event, heard?.said, heard?.first !== undefined);
      addToVisit(visit, event, readVisit(event), gain);
    },
    write,
  };
}
