import { InUse } from '../store/errors.ts';
import type { Paged } from '../store/recordPages.ts';
import type { TagRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { records } from './records.ts';

/** Forgets what was asked for in this turn: for what changes tags by itself. */
interface Asked {
  forgetAsked: () => void;
}

/** Tags. Beacons ask for them: what they ask is prepared. */
export function tags(db: Connection): Omit<Store['tags'], keyof Paged<never>> & Asked {
  const ofPixelEvent = db.prepare<TagRow>(
    `SELECT tags.* FROM pixel_events JOIN tags USING (account_id) WHERE pixel_events.id = ?
     ORDER BY tags.disabled, tags.created_at, tags.write_key LIMIT 1`,
  );
  const ofPath = db.prepare<TagRow>(
    'SELECT tags.* FROM tag_paths JOIN tags USING (write_key) WHERE tag_paths.path = ?',
  );
  // Of another tag's path the key is taken, which is an error that says so.
  const keepPath = db.prepare(
    `INSERT INTO tag_paths (path, write_key) SELECT ?, ?
     WHERE NOT EXISTS (SELECT 1 FROM tag_paths WHERE path = ? AND write_key = ?)`,
  );
  const kept = ['events', 'counts', 'husks'].map(table =>
    db.prepare(`SELECT 1 FROM ${table} WHERE write_key = ? LIMIT 1`),
  );
  const ofKey = db.prepare<TagRow>('SELECT * FROM tags WHERE write_key = ?');
  /** What was asked in this turn of the event loop: of many beacons that came together most ask for the same. */
  const asked = new Map<string, TagRow>();
  const forget = () => asked.clear();
  const stored = records<TagRow, [writeKey: string], Parameters<Store['tags']['list']>>(db, {
    table: 'tags',
    key: ['write_key'],
    filter: ['account_id'],
    order: ['created_at', 'write_key'],
    written({ path, write_key }) {
      forget();
      if (path !== null) keepPath.run(path, write_key, path, write_key);
    },
    removed({ write_key }) {
      forget();
      if (kept.some(statement => statement.get(write_key))) {
        throw new InUse(`the tag ${write_key} has events or counts`);
      }
    },
  });
  return {
    ...stored,
    forgetAsked: forget,
    async get(writeKey) {
      const known = asked.get(writeKey) ?? ofKey.get(writeKey);
      if (!known) return undefined;
      if (!asked.size) setImmediate(forget);
      asked.set(writeKey, known);
      return known;
    },
    async ofPath(path) {
      return ofPath.get(path);
    },
    async ofPixelEvent(id) {
      return ofPixelEvent.get(id);
    },
  };
}
