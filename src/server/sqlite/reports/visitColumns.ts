import type { Connection } from '../connection.ts';
import { NAMES, type Name } from './buildColumn.ts';
import { packColumn } from './column.ts';
import { type PartOfDay, type ReadPart, readPart } from './readPart.ts';

/** A part of the visits of a day, column by column, as it is to be stored. */
export interface VisitColumns extends Omit<ReadPart, 'columns'> {
  /** How often the day's visits had changed. */
  changes: number;
  columns: [name: Name, content: Uint8Array][];
}

/** Makes the columns of a part of a day, as they are to be stored. At one moment of the store. */
export function visitColumns(db: Connection, part: PartOfDay): VisitColumns {
  const { columns, ...read } = readPart(db, part, NAMES);
  const found = db
    .prepare<{ changes: number }>('SELECT changes FROM visit_days WHERE write_key = ? AND day = ?')
    .get(part.writeKey, part.day);
  return {
    ...read,
    changes: found?.changes ?? 0,
    columns: [...columns].map(([name, column]) => [name, packColumn(column)]),
  };
}
