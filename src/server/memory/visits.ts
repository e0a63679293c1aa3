import type { StoredEvent } from '../store/event.ts';
import {
  readVisitId,
  type StoredVisit,
  type VisitFilter,
  type VisitPage,
  type VisitRow,
  visitRow,
} from '../store/visits.ts';
import { addVisit as add, near, type OwnVisits } from '../visits/addVisit.ts';
import { sessionOf } from '../visits/sessionOf.ts';
import { broughtBy, broughtTo, MAX_LOOKED_AT } from '../visits/takeBack.ts';
import { takeGain } from '../visits/takeGain.ts';
import type { Replaced } from '../visits/takesPlace.ts';
import type { Heard } from './happenings.ts';
import { sayOf } from './happenings.ts';
import type { Memory } from './memory.ts';
import { inOrder } from './order.ts';
import { page } from './page.ts';
import { eventOf } from './readEvents.ts';
import { stored } from './stored.ts';

/** Adds an event to its visit. @param begun which visits there were, by `beginOf`; see `Before` */
export function addVisit(
  { visits }: Memory,
  seq: number,
  event: StoredEvent,
  heard: Heard | undefined,
  { until, begun }: { until: number; begun: ReadonlySet<string> } = { until: 0, begun: new Set() },
): void {
  const { writeKey: write_key } = event;
  if (heard?.replaced) takeBack(visits, heard.replaced, until);
  add(visitsOf(visits, write_key), { seq, event }, heard, {
    until,
    hadBegun: (visitor, session, seq) => begun.has(beginOf({ write_key, visitor, session, seq })),
  });
}

/** Takes what an event had brought out of its visit: another one counts in its place. */
function takeBack(visits: Memory['visits'], replaced: Replaced, until: number): void {
  const brought = broughtBy(replaced, until);
  if (!brought) return;
  const { seq, writeKey, visitor, session } = brought;
  const begun = [...visits].filter(
    row => row.write_key === writeKey && row.visitor === visitor && row.started_at <= brought.until,
  );
  const latest = inOrder(begun, row => [row.started_at, row.seq])
    .slice(-MAX_LOOKED_AT)
    .findLast(row => row.seq < seq);
  const visit = broughtTo(brought, visits.get(writeKey, visitor, session), latest);
  if (visit && visit.started_at >= until) takeGain(visit, brought.gain);
}

/** The visits of each visitor of a tag. */
const visitsOf =
  (visits: Memory['visits'], write_key: string) =>
  (visitor: string): OwnVisits => ({
    of: session => visits.get(write_key, visitor, session),
    latest(until) {
      const own = [...visits].filter(
        row => row.write_key === write_key && row.visitor === visitor && row.started_at <= until,
      );
      return inOrder(own, row => [row.started_at, row.seq]).at(-1);
    },
    add: visit => visits.put(visit),
  });

export const beginOf = ({
  write_key,
  visitor,
  session,
  seq,
}: Pick<StoredVisit, 'write_key' | 'visitor' | 'session' | 'seq'>) =>
  JSON.stringify([write_key, visitor, session, seq]);

/** The visit that an event is in, as far as can be told afterwards. */
export function visitOf({ visits }: Memory, event: StoredEvent): StoredVisit | undefined {
  const of = sessionOf(event);
  const own = of && visits.get(event.writeKey, of.visitor, of.session || stored(event.messageId));
  if (!of || own || of.session) return own;
  return near(visitsOf(visits, event.writeKey)(of.visitor), event.time);
}

/** A page of visits, the last to begin first. */
export function readVisits({ visits }: Memory, filter: VisitFilter): VisitPage {
  const { writeKeys, visitor, counted, from = -Infinity, to = Infinity, limit, cursor } = filter;
  const meant = [...visits].filter(
    row =>
      writeKeys.includes(row.write_key) &&
      (visitor === undefined || row.visitor === visitor) &&
      (counted === undefined || row.counted === counted) &&
      row.started_at >= from &&
      row.started_at < to,
  );
  const found = page(meant, { limit, cursor, parts: 2 }, row => [row.started_at, row.seq]);
  return { visits: found.page.map(visitRow), next: found.next };
}

/** One visit by its name. */
export function readVisit(memory: Memory, writeKey: string, id: string): VisitRow | undefined {
  const key = readVisitId(id);
  const row = key && memory.visits.get(writeKey, key.visitor, key.session);
  return row && visitRow(row);
}

/** Makes the visits of some visitors again, of whom events are gone. @param whose by `visitorOf` */
export function visitAgain(memory: Memory, whose: ReadonlySet<string>): void {
  const { visits, retention, happenings } = memory;
  const begun = new Set<string>();
  for (const visit of [...visits]) {
    if (!whose.has(JSON.stringify([visit.write_key, visit.visitor]))) continue;
    begun.add(beginOf(visit));
    visits.remove(visit);
  }
  for (const row of memory.events) {
    if (!whose.has(visitorOf(row) ?? '')) continue;
    const event = eventOf(row);
    const said = sayOf(memory, row.seq, event);
    const heard = said && { said, first: happenings.get(row.seq)?.first };
    addVisit(memory, row.seq, event, heard, { until: retention.get(row.writeKey)?.until ?? 0, begun });
  }
}

/** The visitor of a tag that an event is of; undefined where it is of no visit. */
export function visitorOf(
  event: Pick<StoredEvent, 'writeKey' | 'type' | 'anonymousId' | 'userId'>,
): string | undefined {
  const of = sessionOf({ ...event, fields: {} });
  return of && JSON.stringify([event.writeKey, of.visitor]);
}
