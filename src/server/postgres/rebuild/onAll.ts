import { NoSuchRecord } from '../../store/errors.ts';
import type { Made } from '../../store/projections.ts';
import type { Projection, Rebuilt } from '../../store/store.ts';
import type { Context } from '../context.ts';
import type { Server } from '../server.ts';
import { aloneIn } from './alone.ts';
import { dropFresh, lookAtAll, makeFresh } from './fresh.ts';
import type { Note, Place } from './place.ts';
import { type OnProgress, progress } from './progress.ts';
import { readAccount } from './readAccount.ts';
import { replay } from './replay.ts';

const PROJECTIONS: Projection[] = ['counts', 'last_seen', 'touches', 'conversions', 'visits'];

/** Those that have or had events, but for those that another server has taken over. */
const ACCOUNTS = `SELECT account_id, next_seq FROM account_state WHERE next_seq > 1 AND moving <> 'moved'
  ORDER BY account_id`;

/**
 * Makes what is made of the events of all accounts again, then has each account looked at. What is stopped goes on there another
 * time. Throws `Away` where another one is under way.
 */
export async function onAll(
  servers: readonly Server[],
  mark: Context['mark'],
  onProgress: OnProgress = () => {},
  look: (place: Place, accountId: string, note: Note) => Promise<void>,
): Promise<Rebuilt> {
  return aloneIn(servers, async all => {
    const places = all.map(alone => ({ alone, replay: replay(alone.live, mark) }));
    const accounts: { place: Place; id: string }[] = [];
    const done = progress(onProgress);
    for (const place of places) {
      const { alone } = place;
      await alone.transaction(session => makeFresh(session, alone.live));
      const rows = await alone.transaction(session =>
        session.all<{ account_id: string; next_seq: number }>(ACCOUNTS),
      );
      for (const { account_id, next_seq } of rows) {
        accounts.push({ place, id: account_id });
        done.add(account_id, next_seq - 1);
      }
    }
    for (const { place, id } of accounts) await readAccount(place, id, seq => done.read(id, seq));
    for (const { alone } of places) await alone.transaction(session => lookAtAll(session, alone.live));

    const changed = new Map<Made, number>();
    const note: Note = (name, more) => void changed.set(name, (changed.get(name) ?? 0) + more);
    for (const { place, id } of accounts) {
      await look(place, id, note).catch(error => {
        // It was erased meanwhile.
        if (!(error instanceof NoSuchRecord)) throw error;
      });
    }
    const rebuilt = await rebuiltOf(places, changed);
    for (const { alone } of places) await alone.transaction(dropFresh);
    onProgress(1, 1);
    return rebuilt;
  });
}

async function rebuiltOf(places: readonly Place[], changed: ReadonlyMap<Made, number>): Promise<Rebuilt> {
  const count = async (table: string) => {
    let sum = 0;
    for (const { alone } of places) {
      const counted = await alone.transaction(session =>
        session.first<{ n: number }>(`SELECT count(*) AS n FROM ${alone.live}.${table}`),
      );
      sum += counted!.n;
    }
    return sum;
  };
  const tables: Rebuilt['tables'] = [];
  for (const name of PROJECTIONS) {
    tables.push({ name, rows: await count(name), changed: changed.get(name) ?? 0 });
  }
  return { events: await count('events'), tables };
}
