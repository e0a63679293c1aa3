import type { Paged } from './recordPages.ts';

/** Whether there is any of them, however many there are. */
export async function isAny(records: Paged<object>): Promise<boolean> {
  const { rows } = await records.page({ accounts: '*', order: 'created_at', isFalling: false, limit: 1 });
  return rows.length > 0;
}
