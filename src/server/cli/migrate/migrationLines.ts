import type { Moved } from './migrate.ts';
import type { Source, Target } from './sides.ts';

/** Differences that are told one by one. */
const MOST = 20;

/** What each side of a migration has, and what differs. */
export function migrationLines(
  { source, target }: { source: Pick<Source, 'name'>; target: Pick<Target, 'name'> },
  { report, different, changed }: Moved,
): string[] {
  const wrong = new Set(report.different.map(({ table }) => table));
  const rows = report.tables.filter(each => each.source || each.target || each.left);
  const told = report.different.slice(0, MOST);
  const left = report.tables.filter(each => each.left > 0 && each.table !== 'store_keys');
  return [
    `From ${source.name}`,
    `To   ${target.name}`,
    ...rows.map(each => {
      const numbers = [each.source, each.target].map(number => number.toLocaleString('en').padStart(14));
      const parts = `${each.parts} ${each.table === 'events' ? 'hours of accounts' : 'parts'}`;
      const hash = wrong.has(each.table) ? 'DIFFERENT' : `${each.hash} (${parts})`;
      return `${each.table.padEnd(20)}${numbers[0]}${numbers[1]}  ${hash}`;
    }),
    ...told.map(
      ({ table, part, source: a, target: b }) =>
        `${table} ${part}: ${a.rows} rows ${a.hash}, ${b.rows} rows ${b.hash}`,
    ),
    ...(report.different.length > MOST ? [`… and ${report.different.length - MOST} more parts`] : []),
    ...different.slice(0, MOST).map(key => `changed last, and not the same: ${key}`),
    ...(different.length > MOST ? [`… and ${different.length - MOST} more rows`] : []),
    ...left.map(each => `${each.table}: ${each.left} rows of tags that are no more are left where they are`),
    ...(changed ? [`${changed.toLocaleString('en')} rows changed meanwhile, and were moved again`] : []),
  ];
}

/** What a migration came to, and what is next. */
export function endLines(source: Pick<Source, 'name'>, moved: Moved): string[] {
  const { switchMs, key } = moved;
  if (!isSame(moved)) return ['They are not the same: nothing is switched.'];
  if (switchMs === undefined)
    return ['Both are the same. Nothing is switched yet: run it again with --switch.'];
  return [
    `Both are the same. Nothing was stored for ${secondsText(switchMs)}; ${source.name} takes nothing more.`,
    'Start the collector with the new store now.',
    ...(key ? [key] : []),
  ];
}

export const secondsText = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const isSame = ({ report, different }: Moved): boolean =>
  !report.different.length && !different.length;
