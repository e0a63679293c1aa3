import type { Session } from '../../../../src/server/postgres/session.ts';
import type { Value } from '../../../../src/server/postgres/texts.ts';
import type { Asked } from './recordStatements.ts';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** How a statement read a table. */
export interface Reading {
  table: string;
  /** True where it read all of it. */
  isScan: boolean;
  /** How many rows it looked at. */
  rows: number;
}

/** Runs a statement again and tells how it read its tables; a day's partition is the table of all. */
export async function rowsRead(session: Session, { text, values }: Asked): Promise<Reading[]> {
  const row = await session.first<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values as Value[],
  );
  const readings: Reading[] = [];
  const look = (plan: Plan): void => {
    const { 'Relation Name': name, 'Actual Loops': loops = 0 } = plan;
    if (name && loops) {
      const each =
        (plan['Actual Rows'] ?? 0) +
        (plan['Rows Removed by Filter'] ?? 0) +
        (plan['Rows Removed by Index Recheck'] ?? 0);
      const table = name.replace(/_day_\d+$/, '');
      readings.push({ table, isScan: plan['Node Type'] === 'Seq Scan', rows: Math.round(each * loops) });
    }
    for (const part of plan.Plans ?? []) look(part);
  };
  look(row!['QUERY PLAN'][0]!.Plan);
  return readings;
}
