import type { Session } from '../../session.ts';
import { numbers, texts } from '../arrays.ts';
import { byKey } from '../byKey.ts';
import { COLUMNS, isText, KEY } from './columns.ts';
import type { OwnVisit } from './findVisits.ts';

const VALUES = COLUMNS.map((column, at) => `$${at + 2}::${isText(column) ? 'text' : 'bigint'}[]`);
const KEPT: readonly string[] = KEY;

const UPSERT = `INSERT INTO visits (account_id, ${COLUMNS.join(', ')})
  SELECT * FROM unnest($1::text[], ${VALUES.join(', ')})
  ON CONFLICT (account_id, ${KEY.join(', ')}) DO UPDATE SET
    ${COLUMNS.filter(name => !KEPT.includes(name))
      .map(name => `${name} = excluded.${name}`)
      .join(', ')}`;

/** Writes visits, new ones and changed ones. @param visits by their keys */
export async function upsertVisits(session: Session, visits: ReadonlyMap<string, OwnVisit>): Promise<void> {
  const rows = byKey(visits);
  if (!rows.length) return;
  await session.run(UPSERT, [
    texts(rows, row => row.account_id),
    ...COLUMNS.map(column =>
      isText(column)
        ? texts(rows, row => row[column] as string)
        : numbers(rows, row => row[column] as number | null),
    ),
  ]);
}
