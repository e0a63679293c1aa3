import { clickIdOf, type Touch } from '../../attribution/touch.ts';
import type { Visitor } from '../../attribution/visitor.ts';
import type { TouchRow } from '../../store/rows.ts';
import type { Session } from '../session.ts';
import { numbers, texts } from './arrays.ts';
import { byKey } from './byKey.ts';
import type { CreditAgain } from './creditAgain.ts';
import type { Identities } from './identities.ts';

/** What is known of a touch that is stored. */
type Known = Pick<
  TouchRow,
  'account_id' | 'id' | 'kind' | 'time' | 'anonymous_id' | 'user_id' | 'line_item_id' | 'campaign_id'
>;

/** Writes touches: what many events of a visit come to is written once, before it is read. */
export interface TouchWriter {
  /** Reads what is stored of these touches, and of the clicks that they name. */
  prepare(touches: readonly { accountId: string; touch: Touch }[]): Promise<void>;
  /** In the events' own order. */
  add(visitor: Visitor, seq: number, touch: Touch): Promise<void>;
  /** Writes what waits, and has conversions credited again that are later. */
  write(): Promise<void>;
}

const FIND = `SELECT account_id, id, kind, time, anonymous_id, user_id, line_item_id, campaign_id
  FROM unnest($1::text[], $2::text[]) AS asked(of_account, touch)
  CROSS JOIN LATERAL (SELECT * FROM touches AS own WHERE own.account_id = asked.of_account AND own.id = asked.touch LIMIT 1) AS own`;

// Of two with the same id, in two tags of an account, the first one's visitor has it.
const UPSERT = `INSERT INTO touches (account_id, id, kind, time, seq, anonymous_id, user_id, line_item_id, campaign_id, campaign)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[],
    $9::bigint[], $10::text[])
  ON CONFLICT (account_id, id) DO UPDATE SET time = excluded.time`;

/** Visitors of whom there may be conversions, under whichever of their ids. */
const CONVERTED = `SELECT at FROM unnest($1::int[], $2::text[], $3::text[], $4::text[])
    AS whose(at, account_id, anonymous_id, user_id)
  WHERE coalesce(${['anonymous_id', 'user_id']
    .flatMap(id =>
      ['conversions', 'identities'].map(
        table => `(SELECT true FROM ${table} AS own WHERE own.account_id = whose.account_id AND own.${id} = whose.${id}
          AND own.${id} <> '' LIMIT 1)`,
      ),
    )
    .join(', ')}, false)`;

const keyOf = (accountId: string, id: string): string => `${accountId} ${id}`;

export function touchWriter(
  session: Session,
  { again, others }: { again: CreditAgain; others: Identities['others'] },
): TouchWriter {
  const known = new Map<string, Known | undefined>();
  const waiting = new Map<string, TouchRow>();
  /** Whose conversions may be credited to which touch, in the order of arrival. */
  let changed: { whose: Visitor; since: number }[] = [];

  async function prepare(asked: readonly { accountId: string; touch: Touch }[]): Promise<void> {
    const keys = new Map<string, { accountId: string; id: string }>();
    for (const { accountId, touch } of asked) {
      for (const id of [touch.id, clickIdOf(touch)]) {
        if (id !== undefined) keys.set(keyOf(accountId, id), { accountId, id });
      }
    }
    const unknown = [...keys].filter(([key]) => !known.has(key));
    if (!unknown.length) return;
    for (const [key] of unknown) known.set(key, undefined);
    const rows = await session.all<Known>(FIND, [
      texts(unknown, ([, { accountId }]) => accountId),
      texts(unknown, ([, { id }]) => id),
    ]);
    for (const row of rows) known.set(keyOf(row.account_id, row.id), row);
  }

  return {
    prepare,
    async add(visitor, seq, touch) {
      const { account_id } = visitor;
      const key = keyOf(account_id, touch.id);
      if (!known.has(key)) await prepare([{ accountId: account_id, touch }]);
      const own = known.get(key);
      if (own && own.time <= touch.time) return;
      const clickId = clickIdOf(touch);
      const click = clickId === undefined ? undefined : known.get(keyOf(account_id, clickId));
      const ad = click?.kind === 'click' ? click : touch;
      const { line_item_id, campaign_id } = own ?? ad;
      const row: TouchRow = {
        ...{ ...touch, line_item_id, campaign_id, seq, ...visitor },
        ...(own && { kind: own.kind, anonymous_id: own.anonymous_id, user_id: own.user_id }),
      };
      known.set(key, row);
      // Only its time is written of one that is stored.
      waiting.set(key, waiting.has(key) ? { ...waiting.get(key)!, time: touch.time } : row);
      changed.push({ whose: row, since: touch.time });
    },
    async write() {
      if (!changed.length) return;
      const rows = byKey(waiting);
      const those = changed;
      waiting.clear();
      changed = [];
      await session.run(UPSERT, [
        texts(rows, row => row.account_id),
        texts(rows, row => row.id),
        texts(rows, row => row.kind),
        numbers(rows, row => row.time),
        numbers(rows, row => row.seq),
        texts(rows, row => row.anonymous_id),
        texts(rows, row => row.user_id),
        numbers(rows, row => row.line_item_id),
        numbers(rows, row => row.campaign_id),
        texts(rows, row => row.campaign),
      ]);
      const converted = await session.all<{ at: number }>(CONVERTED, [
        numbers([...those.keys()], at => at),
        texts(those, ({ whose }) => whose.account_id),
        texts(those, ({ whose }) => whose.anonymous_id),
        texts(those, ({ whose }) => whose.user_id),
      ]);
      for (const { at } of converted) {
        const { whose, since } = those[at]!;
        for (const each of [whose, ...(await others(whose))]) await again.from(each, since);
      }
    },
  };
}
