import { DAY_MS } from '../../../protocol/durations.ts';
import type { HistoryFilter, HistoryPage } from '../../store/event.ts';
import { fittingPlaces } from '../../store/fittingPlaces.ts';
import type { Server } from '../server.ts';
import type { Servers } from '../servers.ts';
import { tagsByServer } from './byServer.ts';
import { eventsAt, type FoundPlace, SIZE, type SizedPlace } from './eventRows.ts';
import { readPlaces, writePlaces } from './historyCursor.ts';
import { BEYOND } from './walk.ts';

/** Most events that one page looks at: one that finds few among others' must not keep a server busy. */
const MAX_SEEN = 10_000;

/** Accounts that are read together. */
const TOGETHER = 16;

/** An account with events that were not read yet: after `start`, until `last`. */
interface Unread {
  server: Server;
  account_id: string;
  start: number;
  last: number;
}

/** What was found of an account. */
interface Found {
  account: Unread;
  places: FoundPlace[];
  /** Until there all were looked at. */
  end: number;
}

/**
 * A page of the events in the order of their arrival, which is each account's own: its numbers are given under a lock that is
 * held until they are committed, so none is filled in behind a place. Across accounts it is by number.
 */
export async function history(servers: Servers, filter: HistoryFilter): Promise<HistoryPage> {
  const { after, limit, maxBytes } = filter;
  const places = new Map(after === undefined ? [] : readPlaces(after));
  const unread = await unreadOf(servers, filter, places);
  const events: HistoryPage['events'] = [];
  let [left, room, seen] = [limit, maxBytes ?? Infinity, 0];
  for (let at = 0; at < unread.length; at += TOGETHER) {
    const some = unread.slice(at, at + TOGETHER);
    const many = Math.max(Math.ceil(MAX_SEEN / some.length), left + 1);
    const found = await Promise.all(some.map(account => readAccount(account, filter, left + 1, many)));
    seen += found.reduce((sum, { account, end }) => sum + end - account.start, 0);
    // Where one is not read to its end, later numbers of the others are not there yet.
    const all = found
      .flatMap(each => each.places)
      .sort((a, b) => a.seq - b.seq || (a.account_id < b.account_id ? -1 : 1));
    const mayTake = events.length
      ? fittingAfter(all.slice(0, left), room)
      : fittingPlaces(all.slice(0, left), room);
    for (const { event } of await eventsAt(mayTake)) events.push(event);
    left -= mayTake.length;
    room -= mayTake.reduce((sum, { size }) => sum + size, 0);
    const isCut = mayTake.length < all.length;
    for (const { account, places: those, end } of found) {
      const rest = those.find(place => !mayTake.includes(place));
      places.set(account.account_id, rest ? rest.seq - 1 : end);
    }
    const isWhole = found.every(({ account, end }) => end === account.last);
    if (isCut || !isWhole || left === 0 || seen >= MAX_SEEN) {
      const isEnd = !isCut && isWhole && at + TOGETHER >= unread.length;
      return { events, next: writePlaces(places), isEnd };
    }
  }
  return { events, next: writePlaces(places), isEnd: true };
}

/** As many of the first as there is room for, be it none. */
function fittingAfter(places: FoundPlace[], room: number): FoundPlace[] {
  return places[0] && places[0].size <= room ? fittingPlaces(places, room) : [];
}

/** The accounts that are meant and have something unread, in the order of their names. */
async function unreadOf(
  servers: Servers,
  { accounts, writeKeys }: HistoryFilter,
  places: ReadonlyMap<string, number>,
): Promise<Unread[]> {
  const groups = await servers.grouped(accounts);
  const ofKeys =
    writeKeys &&
    new Set([...(await tagsByServer(servers, writeKeys)).values()].flat().map(tag => tag.account_id));
  const unread: Unread[] = [];
  for (const [server, ids] of groups) {
    const rows = await server.within().all<{ account_id: string; last: number }>(
      `SELECT account_id, next_seq - 1 AS last FROM account_state
         WHERE moving = '' AND ($1::text[] IS NULL OR account_id = ANY($1))`,
      [ids === '*' ? null : ids],
    );
    for (const { account_id, last } of rows) {
      const start = places.get(account_id) ?? 0;
      if (last > start && (!ofKeys || ofKeys.has(account_id)))
        unread.push({ server, account_id, start, last });
    }
  }
  return unread.sort((a, b) => (a.account_id < b.account_id ? -1 : 1));
}

/** In which days the next events of an account are: of years together there are more tables than a server has locks for. */
const AHEAD = `SELECT count(*) AS n, min(received_at) AS first, max(received_at) AS last, max(seq) AS seq
  FROM (SELECT received_at, seq FROM seen WHERE account_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4) AS ahead`;

interface Ahead {
  n: number;
  first: number;
  last: number;
  seq: number;
}

/** The first events of an account that are meant, of so many that are looked at. */
async function readAccount(
  account: Unread,
  { writeKeys, from = 0, to = BEYOND }: HistoryFilter,
  limit: number,
  many: number,
): Promise<Found> {
  const { server, account_id, start } = account;
  const session = server.within();
  let { last } = account;
  if (from === 0 && to === BEYOND) {
    const next = await session.first<Ahead>(AHEAD, [account_id, start, last, writeKeys ? many : limit]);
    if (!next?.n) return { account, places: [], end: last };
    [from, to] = [next.first, next.last + 1];
    if (next.n === (writeKeys ? many : limit)) last = next.seq;
  }
  // Whole days alone leave out partitions: how many rows are looked at is to hang on nothing else.
  const [first, beyond] = [from - (from % DAY_MS), Math.min(BEYOND, Math.ceil(to / DAY_MS) * DAY_MS)];
  const seen = `FROM events WHERE account_id = $1 AND seq > $2 AND seq <= $3 AND received_at >= $4 AND received_at < $5
    ORDER BY seq LIMIT $6`;
  const rows = await session.all<SizedPlace>(
    `SELECT account_id, seq, received_at, ${SIZE} FROM (SELECT account_id, seq, received_at, write_key, fields ${seen}) AS seen
     WHERE received_at >= $7 AND received_at < $8 AND ($9::text[] IS NULL OR write_key = ANY($9)) LIMIT $10`,
    [account_id, start, last, first, beyond, many, from, to, writeKeys ?? null, limit],
  );
  const places = rows.map(row => ({ ...row, server }));
  if (rows.length === limit) return { account, places, end: rows.at(-1)!.seq };
  const until = await session.first<{ seq: number }>(
    `SELECT seq FROM (SELECT seq ${seen}) AS seen OFFSET $6 - 1 LIMIT 1`,
    [account_id, start, last, first, beyond, many],
  );
  return { account, places, end: until?.seq ?? last };
}
