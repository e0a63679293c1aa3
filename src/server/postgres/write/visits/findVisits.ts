import type { StoredVisit } from '../../../store/visits.ts';
import { MAX_LOOKED_AT } from '../../../visits/takeBack.ts';
import type { Session } from '../../session.ts';
import { numbers, texts } from '../arrays.ts';

/** A visit with its account. */
export type OwnVisit = StoredVisit & { account_id: string };

/** Which one is looked for: of a session, or the latest one of a visitor that began until a time. */
export interface Sought {
  accountId: string;
  writeKey: string;
  visitor: string;
  /** '' where it is looked for by time. */
  session: string;
  until: number;
}

const BY_SESSION = `SELECT asked.at, found.* FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[])
    AS asked(at, account_id, write_key, visitor, session)
  CROSS JOIN LATERAL (SELECT * FROM visits AS own WHERE own.account_id = asked.account_id AND own.write_key = asked.write_key
    AND own.visitor = asked.visitor AND own.session = asked.session LIMIT 1) AS found`;

const LATEST = `SELECT asked.at, found.* FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::bigint[])
    AS asked(at, account_id, write_key, visitor, until)
  CROSS JOIN LATERAL (SELECT * FROM visits AS own WHERE own.account_id = asked.account_id AND own.write_key = asked.write_key
    AND own.visitor = asked.visitor AND own.started_at <= asked.until ORDER BY started_at DESC, seq DESC LIMIT 1) AS found`;

const LATEST_BEFORE = `SELECT own.* FROM (
    SELECT * FROM (
      SELECT started_at, seq FROM visits WHERE account_id = $1 AND write_key = $2 AND visitor = $3 AND started_at <= $4
      ORDER BY started_at DESC, seq DESC LIMIT ${MAX_LOOKED_AT}) AS latest
    WHERE seq < $5 ORDER BY started_at DESC, seq DESC LIMIT 1) AS place
  CROSS JOIN LATERAL (SELECT * FROM visits AS own WHERE own.account_id = $1 AND own.write_key = $2 AND own.visitor = $3
    AND own.started_at = place.started_at AND own.seq = place.seq LIMIT 1) AS own`;

/** Of a visitor's visits that began until then and whose first event arrived before another, the last. */
export const latestBefore = (
  session: Session,
  { accountId, writeKey, visitor, until }: Sought,
  seq: number,
): Promise<OwnVisit | undefined> =>
  session.first<OwnVisit>(LATEST_BEFORE, [accountId, writeKey, visitor, until, seq]);

/** Finds what is stored of several, all at once; undefined where there is none. */
export async function findVisits(
  session: Session,
  sought: readonly Sought[],
): Promise<(OwnVisit | undefined)[]> {
  const found: (OwnVisit | undefined)[] = sought.map(() => undefined);
  const each = [...sought.entries()];
  const ask = async (statement: string, asked: typeof each, last: string) => {
    if (!asked.length) return;
    const rows = await session.all<OwnVisit & { at?: number }>(statement, [
      numbers(asked, ([at]) => at),
      texts(asked, ([, one]) => one.accountId),
      texts(asked, ([, one]) => one.writeKey),
      texts(asked, ([, one]) => one.visitor),
      last,
    ]);
    for (const { at, ...visit } of rows) found[at!] = visit;
  };
  const own = each.filter(([, { session: told }]) => told !== '');
  const near = each.filter(([, { session: told }]) => told === '');
  await ask(
    BY_SESSION,
    own,
    texts(own, ([, one]) => one.session),
  );
  await ask(
    LATEST,
    near,
    numbers(near, ([, one]) => one.until),
  );
  return found;
}
