import type { StoredVisit } from '../../../store/visits.ts';

/** Which one it is in its account. */
export const KEY = ['write_key', 'visitor', 'session'] as const satisfies (keyof StoredVisit)[];

const TEXTS = [
  ...[
    'entry',
    'exit',
    'channel',
    'source',
    'medium',
    'campaign',
    'referrer',
    'language',
    'device',
    'browser',
  ],
  ...['system', 'country', 'revenue', 'ordered_revenue', 'counted', 'why', 'pages', 'names'],
] as readonly (keyof StoredVisit)[];

const NUMBERS = [
  ...['seq', 'started_at', 'ended_at', 'entry_at', 'exit_at', 'views', 'events', 'conversions', 'ordered'],
  'rules',
] as readonly (keyof StoredVisit)[];

/** All of them but the account. */
export const COLUMNS: readonly (keyof StoredVisit)[] = [...KEY, ...TEXTS, ...NUMBERS];

export const isText = (column: keyof StoredVisit): boolean => !NUMBERS.includes(column);
