import type { StoredEvent } from './event.ts';

/** Whether an event was sent to try something: it is stored, shown and counted as one, and is in no report and no conversion. */
export function isTest({ fields, signs = '' }: Pick<StoredEvent, 'fields' | 'signs'>): boolean {
  const { test } = (fields.context ?? {}) as { test?: unknown };
  return test === true || test === 'true' || /"test"\s*:\s*true/.test(signs);
}
