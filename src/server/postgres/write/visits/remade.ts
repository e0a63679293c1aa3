import type { Session } from '../../session.ts';
import type { AccountFacts } from '../accountFacts.ts';
import { texts } from '../arrays.ts';

/** A visitor of a tag. */
export interface Whose {
  accountId: string;
  writeKey: string;
  visitor: string;
}

/** The visitors whose visits are being made again: what arrives of them is left to whoever does that. In a transaction that has their accounts' locks. */
export interface Remade {
  /** Reads in one go what will be asked of many. */
  prepare(those: readonly Whose[]): Promise<void>;
  /** Until which of his events they are made; undefined where nobody makes them. */
  doneOf(whose: Whose): Promise<number | undefined>;
}

const DUE = `SELECT due.account_id, due.write_key, due.visitor, due.seq FROM unnest($1::text[], $2::text[], $3::text[])
    AS asked(account_id, write_key, visitor)
  JOIN visits_due AS due USING (account_id, write_key, visitor) WHERE due.session = ''`;

export function remade(session: Session, facts: AccountFacts): Remade {
  const known = new Map<string, number | undefined>();

  async function read(those: readonly Whose[]): Promise<void> {
    await facts.know(
      session,
      those.map(({ accountId }) => ({ accountId, kind: 'isRemade' })),
    );
    const asked = those.filter(each => facts.of(each.accountId).isRemade && !known.has(keyOf(each)));
    if (!asked.length) return;
    for (const each of asked) known.set(keyOf(each), undefined);
    type Row = { account_id: string; write_key: string; visitor: string; seq: number };
    const rows = await session.all<Row>(DUE, [
      texts(asked, each => each.accountId),
      texts(asked, each => each.writeKey),
      texts(asked, each => each.visitor),
    ]);
    for (const { account_id: accountId, write_key: writeKey, visitor, seq } of rows)
      known.set(keyOf({ accountId, writeKey, visitor }), seq);
  }

  return {
    prepare: read,
    async doneOf(whose) {
      await read([whose]);
      return known.get(keyOf(whose));
    },
  };
}

const keyOf = ({ accountId, writeKey, visitor }: Whose): string => `${accountId} ${writeKey} ${visitor}`;
