import type { Random } from '../http/random.ts';
import type { TagRow } from '../store/rows.ts';
import { drawPath } from './ownPath.ts';

/** A tag that is not stored yet, with a write key that nobody can guess and a path of its own. */
export function newTag(
  { random, now }: { random: Random; now: () => number },
  tag: Pick<TagRow, 'account_id' | 'name' | 'domain'> & Partial<TagRow>,
): TagRow {
  return {
    write_key: random.bytes(16).toString('hex'),
    disabled: 0,
    created_at: now(),
    integration_id: random.uuid(),
    dataset_id: random.uuid(),
    retention_days: null,
    path: drawPath(random),
    images_only: 0,
    hosts: '[]',
    secret: null,
    secret_made_at: null,
    ...tag,
  };
}
