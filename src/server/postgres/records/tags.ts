import { Exists, InUse } from '../../store/errors.ts';
import type { Paged } from '../../store/recordPages.ts';
import type { TagRow } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { Context } from '../context.ts';
import type { Session } from '../session.ts';
import { TAG } from './columns.ts';
import type { Directory, PublicId } from './directory.ts';
import { owned } from './owned.ts';
import type { RowCache } from './rowCache.ts';

const SELECTED = TAG.map(each => `tags.${each}`).join(', ');

/** Whether anything is stored of a tag: what was seen before is there as long as its event is. */
const IS_USED = ['seen', 'counts', 'husks'].map(
  table => `SELECT 1 FROM ${table} WHERE account_id = $1 AND write_key = $2 LIMIT 1`,
);

const pathOf = (id: string): PublicId => ({ kind: 'path', id, field: 'path' });

const idsOf = ({ write_key, integration_id, path }: Partial<TagRow>): PublicId[] => [
  ...(write_key === undefined ? [] : [{ kind: 'write_key' as const, id: write_key, field: 'write_key' }]),
  ...(integration_id === undefined
    ? []
    : [{ kind: 'integration' as const, id: integration_id, field: 'integration_id' }]),
  ...(typeof path === 'string' ? [pathOf(path)] : []),
];

/** Tags. Beacons ask for them. */
export function tags(
  context: Context,
  directory: Directory,
  cache: RowCache,
): Omit<Store['tags'], keyof Paged<never>> {
  async function keepPath(session: Session, { account_id, path, write_key }: TagRow): Promise<void> {
    if (path === null) return;
    await session.run(
      'INSERT INTO tag_paths (account_id, path, write_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [account_id, path, write_key],
    );
    const has = await session.first<{ write_key: string }>(
      'SELECT write_key FROM tag_paths WHERE account_id = $1 AND path = $2',
      [account_id, path],
    );
    if (has?.write_key !== write_key) throw new Exists('path');
  }

  async function letGo(session: Session, { account_id, write_key }: TagRow): Promise<PublicId[]> {
    for (const query of IS_USED) {
      if (await session.first(query, [account_id, write_key])) {
        throw new InUse(`the tag ${write_key} has events or counts`);
      }
    }
    const paths = await session.all<{ path: string }>(
      'DELETE FROM tag_paths WHERE account_id = $1 AND write_key = $2 RETURNING path',
      [account_id, write_key],
    );
    return paths.map(({ path }) => pathOf(path));
  }

  return {
    ...owned<TagRow, [writeKey: string], Parameters<Store['tags']['list']>>(context, directory, {
      table: 'tags',
      columns: TAG,
      key: ['write_key'],
      kind: 'write_key',
      cache,
      ids: idsOf,
      written: keepPath,
      removed: letGo,
    }),

    ofPath: path =>
      cache.find('path', path, (session, ...place) =>
        session.first<TagRow>(
          `SELECT ${SELECTED} FROM tag_paths JOIN tags USING (account_id, write_key)
           WHERE tag_paths.account_id = $1 AND tag_paths.path = $2`,
          place,
        ),
      ),

    ofPixelEvent: id =>
      cache.find('pixel_event', id, (session, ...place) =>
        session.first<TagRow>(
          `SELECT ${SELECTED} FROM pixel_events JOIN tags USING (account_id)
           WHERE pixel_events.account_id = $1 AND pixel_events.id = $2
           ORDER BY tags.disabled, tags.created_at, tags.write_key LIMIT 1`,
          place,
        ),
      ),
  };
}
