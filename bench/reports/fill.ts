import { DAY_MS, MINUTE_MS } from '../../src/protocol/durations.ts';
import type { Connection } from '../../src/server/sqlite/connection.ts';
import { dayOf } from '../../src/server/store/quarters.ts';
import { COLUMNS } from '../../src/server/store/visitColumns.ts';
import type { Channel, StoredVisit } from '../../src/server/store/visits.ts';

/** Events of a visit, on average. */
const EVENTS = 5;

/** How long all of them take. */
export const DAYS = 90;

const SOURCES: [Channel, string, string][] = [
  ['direct', '', ''],
  ['search', 'Google', 'organic'],
  ['search', 'Bing', 'organic'],
  ['paid', 'google', 'cpc'],
  ['social', 'Facebook', 'social'],
  ['referral', 'news.example', 'referral'],
  ['email', 'newsletter', 'email'],
  ['assistant', 'ChatGPT', 'assistant'],
];
const COUNTRIES = ['AT', 'DE', 'CH', 'FR', 'IT', 'GB', 'US', 'NL', 'PL', 'CZ', 'ES', 'SE'];
const BROWSERS = ['Chrome', 'Safari', 'Firefox', 'Edge', 'Samsung Internet', 'Opera'];
const SYSTEMS = ['Windows', 'iOS', 'Android', 'macOS', 'Linux'];
const NAMES = ['Product Viewed', 'Add To Cart', 'Search', 'Scroll', 'Form Started'];
const PAGES = 2000;

/** Writes visits of one tag, as many as so many events make, the last of them now, and where they were. Says how many. */
export function fill(
  db: Connection,
  writeKey: string,
  events: number,
  now: number,
  report: (done: number, total: number) => void,
): number {
  const total = Math.round(events / EVENTS);
  const chance = numbers();
  // Some are many times as frequent as others.
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(chance() ** 2 * items.length)]!;
  const indexes = db
    .prepare<{ name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'visits' AND sql LIKE 'CREATE%INDEX%'`,
    )
    .all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  const insert = db.prepare(
    `INSERT INTO visits (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const add = (at: number): void => {
    const started_at = Math.floor(now - ((total - at) / total) * DAYS * DAY_MS);
    const [channel, source, medium] = pick(SOURCES);
    const views = 1 + Math.floor(chance() ** 3 * 12);
    const pages = new Map<string, number>();
    for (let view = 0; view < views; view++) {
      const page = `/shop/${Math.floor(chance() ** 3 * PAGES)}`;
      pages.set(page, (pages.get(page) ?? 0) + 1);
    }
    const tracks = Math.floor(chance() ** 2 * 6);
    const names = new Map<string, number>();
    for (let each = 0; each < tracks; each++) {
      const name = pick(NAMES);
      names.set(name, (names.get(name) ?? 0) + 1);
    }
    const isSale = chance() < 0.1;
    if (isSale) names.set('Purchase', 1);
    const isAutomated = chance() < 0.15;
    const [entry = ''] = pages.keys();
    const visit: StoredVisit = {
      seq: at + 1,
      write_key: writeKey,
      // Each comes back now and then.
      visitor: `${Math.floor(chance() * total * 0.6).toString(36)}-visitor-of-a-shop`,
      session: String(at),
      started_at,
      ended_at: started_at + (views + tracks > 1 ? Math.floor(chance() * 20 * MINUTE_MS) : 0),
      entry,
      exit: [...pages.keys()].at(-1)!,
      entry_at: started_at,
      exit_at: started_at,
      views,
      events: views + tracks + (isSale ? 1 : 0),
      channel,
      source,
      medium,
      campaign: channel === 'paid' ? `campaign ${Math.floor(chance() * 30)}` : '',
      referrer: source ? `${source.toLowerCase()}.example` : '',
      language: pick(['de', 'en', 'fr', 'it']),
      device: pick(['phone', 'desktop', 'tablet']),
      browser: pick(BROWSERS),
      system: pick(SYSTEMS),
      country: pick(COUNTRIES),
      conversions: isSale ? 1 : 0,
      revenue: isSale ? `{"EUR":${Math.floor(chance() * 20_000) / 100}}` : '{}',
      ordered: 0,
      ordered_revenue: '{}',
      counted: isAutomated ? 'automated' : 'people',
      why: isAutomated ? 'user-agent' : '',
      rules: 1,
      pages: JSON.stringify([...pages]),
      names: JSON.stringify([...names]),
    };
    insert.run(...COLUMNS.map(column => visit[column]));
  };
  for (let at = 0; at < total; ) {
    const end = Math.min(total, at + 50_000);
    db.transaction(() => {
      for (; at < end; at++) add(at);
    });
    report(at, total);
  }
  for (const { sql } of indexes) db.exec(sql);
  const day = db.prepare('INSERT INTO visit_days (write_key, day, changes, made) VALUES (?, ?, 1, 0)');
  db.transaction(() => {
    for (let start = dayOf(now - DAYS * DAY_MS); start <= now; start += DAY_MS) day.run(writeKey, start);
  });
  return total;
}

/** From 0 to 1, the same in each run. */
function numbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
