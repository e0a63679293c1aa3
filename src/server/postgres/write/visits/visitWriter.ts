import { gainOf } from '../../../attribution/gainOf.ts';
import { cutText } from '../../../store/cutText.ts';
import type { StoredEvent } from '../../../store/event.ts';
import { MAX_INDEXED } from '../../../store/indexed.ts';
import type { StoredVisit } from '../../../store/visits.ts';
import { addToVisit, newVisit } from '../../../visits/addToVisit.ts';
import { readVisit } from '../../../visits/readVisit.ts';
import { SAME_VISIT_MS, type SessionOf, sessionOf } from '../../../visits/sessionOf.ts';
import { broughtBy, broughtTo } from '../../../visits/takeBack.ts';
import { takeGain } from '../../../visits/takeGain.ts';
import type { Replaced } from '../../../visits/takesPlace.ts';
import type { Session } from '../../session.ts';
import type { Heard } from '../happenings.ts';
import type { Placed } from '../placed.ts';
import { findVisits, latestBefore, type OwnVisit, type Sought } from './findVisits.ts';
import type { Remade } from './remade.ts';
import { upsertVisits } from './upsertVisits.ts';

/** How visits are made again of what is left of their events: see memory/visits.ts. */
export interface Again {
  /** Until when the events of a tag are gone. */
  untilOf(accountId: string, writeKey: string): Promise<number>;
  /** Whether an event that told no session began a visit when it arrived. */
  hadBegun(
    accountId: string,
    writeKey: string,
    visitor: string,
    session: string,
    seq: number,
  ): Promise<boolean>;
}

/** Adds events to their visits, in the events' own order: what several add to one is written once. */
export interface VisitWriter {
  /** Reads in one go what many of those events will ask for: they may be added without it too. */
  prepare(events: readonly Placed[]): Promise<void>;
  add(event: Placed, heard: Heard | undefined): Promise<void>;
  write(): Promise<void>;
}

/** A visit that was read or begun. */
interface Open {
  visit: OwnVisit;
  /** When it began, as it is stored; undefined of a new one. */
  before: number | undefined;
  /** Whether it is to be written. */
  isChanged: boolean;
}

export interface Writing {
  again?: Again;
  /** Whose visits are left to others. Default: nobody's. */
  remade?: Remade;
}

export function visitWriter(session: Session, { again, remade }: Writing): VisitWriter {
  const open = new Map<string, Open>();
  /** The same by their visitors. */
  const ofVisitor = new Map<string, Open[]>();
  /** What was found, of those that were looked for, before anything was written. */
  const found = new Map<string, OwnVisit | undefined>();
  /** Visitors of whom what was found by time is old. */
  const moved = new Set<string>();

  function take(visit: OwnVisit, isNew: boolean): Open {
    const key = visitKey(visit.account_id, visit.write_key, visit.visitor, visit.session);
    const known = open.get(key);
    if (known && !isNew) return known;
    const taken = { visit, before: isNew ? undefined : visit.started_at, isChanged: isNew };
    open.set(key, taken);
    const whose = visitKey(visit.account_id, visit.write_key, visit.visitor, '');
    const others = ofVisitor.get(whose)?.filter(each => each !== known);
    ofVisitor.set(whose, [...(others ?? []), taken]);
    return taken;
  }

  async function find(sought: Sought): Promise<OwnVisit | undefined> {
    const key = soughtKey(sought);
    const whose = visitKey(sought.accountId, sought.writeKey, sought.visitor, '');
    if (found.has(key) && !(sought.session === '' && moved.has(whose))) return found.get(key);
    const [visit] = await findVisits(session, [sought]);
    found.set(key, visit);
    return visit;
  }

  async function ofSession(sought: Sought): Promise<Open | undefined> {
    const { accountId, writeKey, visitor, session: own } = sought;
    const known = open.get(visitKey(accountId, writeKey, visitor, own));
    if (known) return known;
    const visit = await find(sought);
    return visit && take(visit, false);
  }

  /** The latest visit of a visitor that goes on until about then. */
  async function near(sought: Sought, time: number): Promise<Open | undefined> {
    const whose = visitKey(sought.accountId, sought.writeKey, sought.visitor, '');
    const waiting = ofVisitor.get(whose) ?? [];
    if (waiting.some(hasMoved)) await write();
    const stored = await find(sought);
    let latest = stored && take(stored, false);
    for (const each of waiting) {
      if (each.visit.started_at > sought.until) continue;
      if (!latest || isLater(each.visit, latest.visit)) latest = each;
    }
    return latest && latest.visit.ended_at + SAME_VISIT_MS >= time ? latest : undefined;
  }

  /** Takes what an event had brought out of its visit: another one counts in its place. */
  async function takeBack(accountId: string, replaced: Replaced): Promise<void> {
    const until = again ? await again.untilOf(accountId, replaced.event.writeKey) : 0;
    const brought = broughtBy(replaced, until);
    if (!brought) return;
    const done = await remade?.doneOf({ accountId, ...brought });
    // It will find that another one counts.
    if (done !== undefined && brought.seq > done) return;
    // What waits may be the one.
    await write();
    const sought: Sought = { accountId, ...brought };
    const [named] = await findVisits(session, [sought]);
    const latest = brought.isTold ? undefined : await latestBefore(session, sought, brought.seq);
    const visit = broughtTo(brought, named, latest);
    if (!visit || visit.started_at < until) return;
    const it = take(visit, false);
    it.isChanged = true;
    takeGain(it.visit, brought.gain);
  }

  async function write(): Promise<void> {
    const changed = [...open].filter(([, { isChanged }]) => isChanged);
    for (const [, each] of changed) {
      const { account_id, write_key, visitor } = each.visit;
      if (hasMoved(each)) moved.add(visitKey(account_id, write_key, visitor, ''));
      each.before = each.visit.started_at;
      each.isChanged = false;
    }
    await upsertVisits(session, new Map(changed.map(([key, { visit }]) => [key, visit])));
  }

  return {
    async prepare(events) {
      const sought = new Map<string, Sought>();
      await remade?.prepare(
        events.flatMap(({ accountId, event }) => {
          const of = sessionOf(event);
          return of ? [{ accountId, writeKey: event.writeKey, visitor: of.visitor }] : [];
        }),
      );
      for (const { accountId, event } of events) {
        const of = sessionOf(event);
        if (!of) continue;
        const each = soughtBy(accountId, event, of);
        sought.set(soughtKey(each), each);
        if (of.session) continue;
        const own = { ...each, session: nameOf(event) };
        sought.set(soughtKey(own), own);
      }
      const keys = [...sought.keys()].filter(key => !found.has(key));
      const visits = await findVisits(
        session,
        keys.map(key => sought.get(key)!),
      );
      for (const [at, key] of keys.entries()) found.set(key, visits[at]);
    },

    async add({ accountId, seq, event }, heard) {
      if (heard?.replaced) await takeBack(accountId, heard.replaced);
      const of = sessionOf(event);
      if (!of) return;
      const { writeKey, time } = event;
      const { visitor, begins } = of;
      if ((await remade?.doneOf({ accountId, writeKey, visitor })) !== undefined) return;
      const until = again ? await again.untilOf(accountId, writeKey) : 0;
      if (time < until && begins) return;
      const own = of.session || nameOf(event);
      const isBegun =
        of.session === '' && until > 0 && (await again!.hadBegun(accountId, writeKey, visitor, own, seq));
      const sought = soughtBy(accountId, event, of);
      const isKnown = of.session !== '' || isBegun;
      // Its id may be that of a session of the visitor's: two visits can't have one name.
      let it =
        (isKnown ? undefined : await near(sought, time)) ?? (await ofSession({ ...sought, session: own }));
      // All of it is counted there.
      if (it && it.visit.started_at < until) return;
      if (!it) {
        if (!begins) return;
        const visit = newVisit({ seq, write_key: writeKey, visitor, session: own }, event);
        it = take({ account_id: accountId, ...visit }, true);
      }
      it.isChanged = true;
      const gain = gainOf(event, heard?.said, heard?.first !== undefined);
      addToVisit(it.visit, event, readVisit(event), gain);
    },

    write,
  };
}

/** What is stored of it says another time. */
const hasMoved = ({ visit, before }: Open): boolean => before !== undefined && before !== visit.started_at;

/** The session of a visit that an event begins which tells none. */
const nameOf = ({ messageId }: StoredEvent): string => cutText(messageId, MAX_INDEXED);

const visitKey = (accountId: string, writeKey: string, visitor: string, session: string) =>
  `${accountId} ${writeKey} ${visitor.length} ${visitor}${session}`;

const soughtBy = (accountId: string, { writeKey, time }: StoredEvent, of: SessionOf): Sought => ({
  accountId,
  writeKey,
  visitor: of.visitor,
  session: of.session,
  until: time + SAME_VISIT_MS,
});

const soughtKey = ({ accountId, writeKey, visitor, session, until }: Sought): string =>
  visitKey(accountId, writeKey, visitor, session === '' ? `\0${until}` : session);

type At = Pick<StoredVisit, 'started_at' | 'seq'>;

const isLater = (one: At, other: At): boolean =>
  one.started_at > other.started_at || (one.started_at === other.started_at && one.seq > other.seq);
