import { sql } from 'kysely';
import { DAY_MS } from '../../../protocol/durations.ts';
import { Away } from '../../store/errors.ts';
import { written } from '../kysely.ts';
import type { Server } from '../server.ts';
import type { Session } from '../session.ts';
import { daysOf, isNoTable } from './days.ts';

/** How long it waits for others: whoever comes after it waits as long. */
const LOCK_MS = 50;

/** Days that are young: what arrives is of today, or waited since yesterday. */
const YOUNG_DAYS = 2;

/** Removes the partitions of old days of which no event is left, at once. One that others are reading goes another time. */
export async function dropDays(server: Server, now: number): Promise<void> {
  for (const { name, time } of await daysOf(server)) {
    if (time > now - (YOUNG_DAYS + 1) * DAY_MS) continue;
    try {
      // Most have some still: nobody is to wait for that.
      if (await server.first(anyOf(name))) continue;
      await server.transaction(session => drop(session, name));
    } catch (error) {
      if (!(error instanceof Away) && !isNoTable(error)) throw error;
    }
  }
}

async function drop(session: Session, name: string): Promise<void> {
  await session.run(plain(`SET LOCAL lock_timeout = ${LOCK_MS}`));
  // Until the end nothing comes in; what it held is looked through before others have to wait.
  await session.run(plain(`LOCK TABLE ${name} IN SHARE MODE`));
  if (await session.first(anyOf(name))) return;
  await session.run(plain(`DROP TABLE ${name}`));
}

const plain = (text: string) => written(sql.raw(text));
const anyOf = (name: string) => plain(`SELECT 1 FROM ${name} LIMIT 1`);
