import { sharedCampaign } from '../../attribution/sharedCampaign.ts';
import type { Erased } from '../../store/people.ts';
import type { Part } from '../../store/readHeld.ts';
import type { ConversionRow, TouchRow } from '../../store/rows.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import { erasePersonEvents } from './erasePersonEvents.ts';
import { isMeant, type Where } from './isMeant.ts';
import { type PersonPlace, type PersonTable, personRows, placeOf, type RowOf } from './personRows.ts';
import { eraseStep } from './step.ts';
import { PERSON_IDS, unname } from './unname.ts';

/** Most rows that are looked at in one transaction: it must not keep the account's beacons waiting. */
const STEP = 200;

const NONE: Erased = { events: 0, touches: 0, conversions: 0, visits: 0 };

/** Erases a part of what is held of a person, a few rows in each transaction: yields what each of them did. */
export async function* erasePart(context: Context, where: Where, part: Part): AsyncGenerator<Erased> {
  for await (const conversions of eraseConversions(context, where, part)) yield { ...NONE, conversions };
  for await (const touches of eraseTouches(where, part)) yield { ...NONE, touches };
  await forgetWho(where, part);
  for (const writeKey of where.writeKeys) {
    for await (const step of erasePersonEvents(context, where, part, writeKey)) yield { ...NONE, ...step };
  }
}

/** Goes through the rows of an id, a step in each transaction. @param take false: not all of it could be done in one */
async function* walk<Table extends PersonTable>(
  where: Where,
  table: Table,
  part: Part,
  take: (session: Session, meant: RowOf<Table>[]) => Promise<boolean>,
): AsyncGenerator<number> {
  for (let place: PersonPlace | undefined, isMore = true; isMore; ) {
    const { some, meant, isDone } = await eraseStep(where.server, part.accountId, async session => {
      const some = await personRows(session, table, part, STEP, place);
      const meant = some.filter(row => isMeant(where, part, row));
      return { some, meant, isDone: !meant.length || (await take(session, meant)) };
    });
    if (!isDone) continue;
    for (const { seq } of meant) where.took(seq);
    yield meant.length;
    isMore = some.length === STEP;
    if (isMore) place = placeOf(table, some.at(-1)!);
  }
}

function eraseConversions({ mark }: Context, where: Where, part: Part): AsyncGenerator<number> {
  const { own } = where;
  return walk(where, 'conversions', part, async (session, meant) => {
    await unname(
      session,
      mark,
      meant.map(row => ({
        row,
        ids: PERSON_IDS.filter(each => row[each] !== '' && !own.get(each)!.has(row[each])),
      })),
    );
    return true;
  });
}

/** What others bought stays credited, to nobody's touch. */
function eraseTouches(where: Where, part: Part): AsyncGenerator<number> {
  const { accountId } = part;
  return walk(where, 'touches', part, async (session, meant: TouchRow[]) => {
    const ids = meant.map(({ id }) => id);
    const credited = await session.all<Pick<ConversionRow, 'pixel_id' | 'seq' | 'campaign'>>(
      `SELECT pixel_id, seq, campaign FROM conversions WHERE account_id = $1 AND touch_id = ANY($2) LIMIT ${STEP}`,
      [accountId, ids],
    );
    if (credited.length) {
      await session.run(
        `UPDATE conversions AS row SET touch_id = NULL, campaign = given.campaign
         FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS given (pixel_id, seq, campaign)
         WHERE row.account_id = $1 AND row.pixel_id = given.pixel_id AND row.seq = given.seq`,
        [
          accountId,
          credited.map(row => row.pixel_id),
          credited.map(row => row.seq),
          credited.map(row => sharedCampaign(row.campaign)),
        ],
      );
    }
    if (credited.length === STEP) return false;
    await session.run('DELETE FROM touches WHERE account_id = $1 AND id = ANY($2)', [accountId, ids]);
    return true;
  });
}

/** Who he is, and what of his is to be credited again. */
async function forgetWho({ server, until }: Where, { accountId, by, id, isAlone }: Part): Promise<void> {
  const alone = isAlone ? "AND user_id = ''" : '';
  const isHis = `WHERE account_id = $1 AND ${by} = $2 ${alone}`;
  await eraseStep(server, accountId, async session => {
    await session.run(`DELETE FROM credits_due ${isHis}`, [accountId, id]);
    await session.run(`DELETE FROM identities ${isHis} AND seq <= $3`, [accountId, id, until]);
  });
}
