import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

export interface Multiplying {
  /** Events that are written in one transaction, about. Default: 20,000. */
  batch?: number;
  /** Told after each batch how many events there are. */
  report?: (events: number) => void;
  /** Asked after each batch: what is there by then is a whole store. Default: never. */
  isStopped?: () => boolean;
}

/** Columns that a copy does not share with its original, in terms of the original's row and of `k`, which copy it is. */
const CHANGED: Record<string, Record<string, string>> = {
  events: {
    seq: 'base.seq + k',
    message_id: 'copied(base.message_id, k)',
    anonymous_id: "indexed(copied(coalesce(base.fields ->> 'anonymousId', ''), k))",
    user_id: "indexed(copied(coalesce(base.fields ->> 'userId', ''), k))",
    fields: 'copied_fields(base.fields, k)',
  },
  touches: {
    id: 'copied_touch(base.id, event.message_id, event.type, event.fields, k)',
    seq: 'base.seq + k',
    anonymous_id: 'indexed(copied(base.anonymous_id, k))',
    user_id: 'indexed(copied(base.user_id, k))',
    campaign: 'copied_campaign(base.campaign, k)',
  },
  conversions: {
    seq: 'base.seq + k',
    message_id: 'copied(base.message_id, k)',
    anonymous_id: 'indexed(copied(base.anonymous_id, k))',
    user_id: 'indexed(copied(base.user_id, k))',
    order_id: 'copied(base.order_id, k)',
    touch_id: 'copied_touch(base.touch_id, event.message_id, event.type, event.fields, k)',
    campaign: 'copied_campaign(base.campaign, k)',
  },
};

/** The event that a touch was made of, by which its id is made again. */
const SOURCES: Record<string, string> = {
  events: 'base_events AS base',
  touches: 'base_touches AS base LEFT JOIN base_events AS event ON event.seq = base.seq',
  conversions: `base_conversions AS base
    LEFT JOIN base_touches AS touch ON touch.account_id = base.account_id AND touch.id = base.touch_id
    LEFT JOIN base_events AS event ON event.seq = touch.seq`,
};

/**
 * Multiplies the events of a store, and what is made of them, until there are at least so many; gives how many there
 * are. Each copy has visitors, orders and messages of its own and the times of its original, next to which it stands in
 * the order of arrival: so each pixel says to it what it said then, and a rebuild changes nothing. Long ids are told
 * apart by their start.
 */
export async function multiplyStore(
  file: string,
  atLeast: number,
  { batch = 20_000, report, isStopped }: Multiplying = {},
): Promise<number> {
  const db = new DatabaseSync(file);
  try {
    // What is lost in a crash is made again.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF');
    addFunctions(db);
    const events = count(db);
    const times = Math.ceil(atLeast / events);
    if (times < 2) return events;
    db.exec('BEGIN IMMEDIATE');
    makeRoom(db, times);
    for (const table of [...Object.keys(CHANGED), 'counts'])
      db.exec(`CREATE TEMP TABLE base_${table} AS SELECT * FROM main.${table}`);
    db.exec('CREATE INDEX temp.base_events_by_seq ON base_events (seq)');
    db.exec('CREATE INDEX temp.base_touches_by_id ON base_touches (account_id, id)');
    db.exec('COMMIT');
    const copies = Math.max(1, Math.floor(batch / events));
    for (let from = 1; from < times && !isStopped?.(); from += copies) {
      const to = Math.min(times - 1, from + copies - 1);
      copy(db, from, to);
      report?.(events * (to + 1));
      await new Promise(setImmediate);
    }
    return count(db);
  } finally {
    db.close();
  }
}

const count = (db: DatabaseSync) => Number(db.prepare('SELECT count(*) AS n FROM events').get()!.n);

/** Spreads the order of arrival, so that each copy fits in behind its original. */
function makeRoom(db: DatabaseSync, times: number): void {
  for (const [table, column] of [
    ['events', 'seq'],
    ['touches', 'seq'],
    ['conversions', 'seq'],
    ['pixel_rules', 'since_seq'],
  ]) {
    // In two steps: in one, a number might be taken for a moment.
    db.exec(`UPDATE ${table} SET ${column} = -${column} * ${times}`);
    db.exec(`UPDATE ${table} SET ${column} = -${column}`);
  }
}

/** Writes the copies from one number to another, in one transaction. */
function copy(db: DatabaseSync, from: number, to: number): void {
  db.exec('BEGIN IMMEDIATE');
  for (const [table, changed] of Object.entries(CHANGED)) {
    const columns = db.prepare(`PRAGMA main.table_info(${table})`).all();
    const values = columns.map(({ name }) => changed[name as string] ?? `base.${name}`);
    db.prepare(
      `WITH RECURSIVE copies (k) AS (SELECT ?1 UNION ALL SELECT k + 1 FROM copies WHERE k < ?2)
       INSERT INTO main.${table} (${columns.map(({ name }) => name).join(', ')})
       SELECT ${values.join(', ')} FROM copies CROSS JOIN ${SOURCES[table]}`,
    ).run(from, to);
  }
  db.prepare(
    `UPDATE main.counts SET count = main.counts.count + base.count * ? FROM base_counts AS base
     WHERE base.write_key = main.counts.write_key AND base.type = main.counts.type
       AND base.event = main.counts.event AND base.hour = main.counts.hour`,
  ).run(to - from + 1);
  db.exec('COMMIT');
}

type Fields = Record<string, unknown>;

const copied = (text: string, k: number): string => (text ? `${k}~${text}` : '');

const record = (value: unknown): Fields =>
  (typeof value === 'object' && value !== null ? value : {}) as Fields;

/** The event's own fields, with the ids that tell a visitor, an order and a click from others. */
function copiedFields(json: string, k: number): Fields {
  const fields: Fields = JSON.parse(json);
  const rename = (owner: unknown, name: string) => {
    const text = record(owner)[name];
    if (typeof text === 'string') record(owner)[name] = copied(text.trim(), k);
  };
  rename(fields, 'anonymousId');
  rename(fields, 'userId');
  rename(fields.properties, 'order_id');
  rename(record(fields.context).campaign, 'tgpclid');
  return fields;
}

/** What the copies are told apart by: SQL reads no fields as the collector does. */
function addFunctions(db: DatabaseSync): void {
  db.function('copied', { deterministic: true }, (text, k) => copied(text as string, Number(k)));
  db.function('indexed', { deterministic: true }, text => (text as string).slice(0, 255));
  db.function('copied_fields', { deterministic: true }, (json, k) =>
    JSON.stringify(copiedFields(json as string, Number(k))),
  );
  db.function('copied_campaign', { deterministic: true }, (json, k) => {
    if (!json) return json as string | null;
    const { context } = copiedFields(`{"context":{"campaign":${json}}}`, Number(k));
    return JSON.stringify(record(context).campaign);
  });
  // As src/server has it in touchOf: an ad's touch is known by its message, all touches of a visit by one hash.
  db.function('copied_touch', { deterministic: true }, (id, messageId, type, json, k) => {
    if (id === null || json === null || type === 'impression' || type === 'click')
      return id === null ? null : copied(id as string, Number(k));
    const { anonymousId = '', userId = '', context } = copiedFields(json as string, Number(k));
    const { sessionId, campaign } = record(context);
    const visit = typeof sessionId === 'string' ? sessionId : copied(messageId as string, Number(k));
    const key = JSON.stringify([anonymousId, userId, visit, JSON.stringify(campaign)]);
    return createHash('sha256').update(key).digest('base64url');
  });
}
