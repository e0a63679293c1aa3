import { COLUMNS } from '../../../store/visitColumns.ts';
import type { StoredVisit } from '../../../store/visits.ts';
import type { Session } from '../../session.ts';
import { numbers, texts } from '../arrays.ts';
import { byKey } from '../byKey.ts';
import type { OwnVisit } from './findVisits.ts';

const NUMBERS = [
  ...['seq', 'started_at', 'ended_at', 'entry_at', 'exit_at', 'views', 'events', 'conversions', 'ordered'],
  'rules',
] as readonly (keyof StoredVisit)[];

const isText = (column: keyof StoredVisit): boolean => !NUMBERS.includes(column);

const VALUES = COLUMNS.map((column, at) => `$${at + 2}::${isText(column) ? 'text' : 'bigint'}[]`);
const KEY: readonly string[] = ['write_key', 'visitor', 'session'];

const UPSERT = `INSERT INTO visits (account_id, ${COLUMNS.join(', ')})
  SELECT * FROM unnest($1::text[], ${VALUES.join(', ')})
  ON CONFLICT (account_id, ${KEY.join(', ')}) DO UPDATE SET
    ${COLUMNS.filter(name => !KEY.includes(name))
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
