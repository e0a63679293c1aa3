import { MINUTE_MS } from '../../protocol/durations.ts';
import { cutText } from '../store/cutText.ts';
import type { StoredEvent } from '../store/event.ts';
import { MAX_INDEXED } from '../store/indexed.ts';
import type { StoredType } from '../store/rows.ts';

/** Without a session's id, what a visitor does within so long of a visit of his is part of it. */
export const SAME_VISIT_MS = 30 * MINUTE_MS;

/** What people do on a site. What ads do is no visit, and who somebody is none. */
const BEGINS: ReadonlySet<StoredType> = new Set(['page', 'screen', 'track']);

/** Whose visit an event is of. */
export interface SessionOf {
  /** By `anonymousId`, else by `userId`. */
  visitor: string;
  /** Its own id; '' where the event tells none. */
  session: string;
  /** Whether there is a visit from then on, where there was none. A conversion pixel that is fired only joins one. */
  begins: boolean;
}

/** Whose visit an event is of; undefined where it is of none. */
export function sessionOf(
  event: Pick<StoredEvent, 'type' | 'anonymousId' | 'userId' | 'fields'>,
): SessionOf | undefined {
  const begins = BEGINS.has(event.type);
  if (!begins && event.type !== 'fire') return undefined;
  const visitor = stored(event.anonymousId || event.userId);
  if (visitor === '') return undefined;
  const { sessionId } = (event.fields.context ?? {}) as { sessionId?: unknown };
  const told = typeof sessionId === 'string' || typeof sessionId === 'number' ? String(sessionId) : '';
  return { visitor, session: stored(told), begins };
}

/** As an index holds it, and as it is read again. */
const stored = (text: string): string => cutText(text, MAX_INDEXED);
