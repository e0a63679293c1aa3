import type { Session } from '../session.ts';

/** A day's partition of the events. */
export interface Day {
  /** Of the table, to be put into a statement as it is. */
  name: string;
  /** When it begins. */
  time: number;
}

/** The partitions of a server. */
export async function daysOf(session: Session): Promise<Day[]> {
  const rows = await session.all<{ name: string }>(
    `SELECT relname::text AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'events'::regclass ORDER BY relname`,
  );
  return rows.flatMap(({ name }) => {
    const [, year, month, day] = /^events_day_(\d{4,6})(\d\d)(\d\d)$/.exec(name) ?? [];
    return year === undefined ? [] : { name, time: Date.UTC(Number(year), Number(month) - 1, Number(day)) };
  });
}

/** Whether the partition was dropped meanwhile. */
export const isNoTable = (error: unknown): boolean => (error as { code?: unknown }).code === '42P01';
