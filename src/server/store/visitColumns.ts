import type { StoredVisit } from './visits.ts';

/** Which one it is. */
export const KEY = ['seq', 'write_key', 'visitor', 'session'] as const satisfies (keyof StoredVisit)[];

/** What its first event says, and others do not. */
export const FIXED = [
  ...['started_at', 'channel', 'source', 'medium', 'campaign', 'referrer', 'language', 'device', 'browser'],
  ...['system', 'country'],
] as readonly (keyof StoredVisit)[];

/** What each of its events may change. */
export const CHANGING = [
  ...['ended_at', 'entry', 'exit', 'entry_at', 'exit_at', 'views', 'events', 'conversions', 'revenue'],
  ...['ordered', 'ordered_revenue', 'counted', 'why', 'rules', 'pages', 'names'],
] as readonly (keyof StoredVisit)[];

/** All of them. */
export const COLUMNS: readonly (keyof StoredVisit)[] = [...KEY, ...FIXED, ...CHANGING];

/** What is told of a visit by itself: its lists of pages and events are for reports. */
export const TOLD = COLUMNS.filter(column => column !== 'pages' && column !== 'names');
