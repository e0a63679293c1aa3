import type { StoredEvent } from './event.ts';

/** Whether an event was sent to try something: it is stored and shown, and in no count, report or conversion. */
export function isTest({ fields, signs = '' }: Pick<StoredEvent, 'fields' | 'signs'>): boolean {
  const { test } = (fields.context ?? {}) as { test?: unknown };
  return test === true || test === 'true' || /"test"\s*:\s*true/.test(signs);
}
