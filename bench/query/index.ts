import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import dot from 'dot-object';
import { flatten, unflatten } from 'flat';
import qs from 'qs';
import { attempt } from '../../src/protocol/attempt.ts';
import { decodeQuery, encodeQuery } from '../../src/protocol/query.ts';
import { inTurns } from '../inTurns.ts';
import { EVENTS } from './events.ts';
import { type Results, type Row, table } from './table.ts';

const FILE = join(import.meta.dirname, '..', 'results', 'query.json');

/** Of the quickest reader and writer, for what those that know no query do beside their own work. */
const write = (flat: object) => new URLSearchParams(flat as Record<string, string>).toString();
const read = (query: string) => Object.fromEntries(new URLSearchParams(query));

/** `qs` with its limits as wide as ours, so that it does the same work; without them it would drop what is deep or long. */
const QS = { allowDots: true, depth: 100, parameterLimit: 5000, arrayLimit: 1000, plainObjects: true };

/** Writers that have a form of their own for lists get objects in their place, so that all write the same. */
const WRITERS: { [name: string]: (fields: object, withoutLists: object) => string } = {
  tgp: fields => encodeQuery(fields).query,
  qs: (_, fields) => qs.stringify(fields, { allowDots: true, encodeDotInKeys: false }),
  flat: fields => write(flatten(fields)),
  'dot-object': (_, fields) => write(dot.dot(fields)),
};
const READERS: { [name: string]: (query: string) => unknown } = {
  tgp: query => decodeQuery(query).fields,
  qs: query => qs.parse(query, QS),
  flat: query => unflatten(read(query)),
  'dot-object': query => dot.object(read(query)),
};

/** npm run bench:query: what it takes to write and to read a query, beside libraries that do; gives the exit code. */
export async function bench(): Promise<number> {
  const rows: Row[] = [];
  for (const [event, fields] of Object.entries(EVENTS)) {
    const query = encodeQuery(fields).query;
    const withoutLists = asObjects(fields) as object;
    const own = decodeQuery(query).fields;
    const writers = Object.entries(WRITERS).map(([name, each]) => ({
      name,
      run: () => attempt(() => each(fields, withoutLists)),
      isEqual: isSame(() => samePairs(each(fields, withoutLists), query)),
    }));
    const readers = Object.entries(READERS).map(([name, each]) => ({
      name,
      run: () => attempt(() => each(query)),
      isEqual: isSame(() => isDeepStrictEqual(plain(each(query)), plain(own))),
    }));
    for (const [work, runs] of [
      ['write', writers],
      ['read', readers],
    ] as const) {
      const times = inTurns(runs.map(({ run }) => run));
      runs.forEach(({ name, isEqual }, at) => {
        rows.push({ work, event, name, us: times[at]!, isEqual });
      });
      console.error(
        `${work} ${event}: ${runs.map(({ name }, at) => `${name} ${times[at]!.toFixed(1)} µs`).join(', ')}`,
      );
    }
  }
  const date = new Date().toISOString().slice(0, 10);
  const results: Results = { node: process.versions.node, date, versions: await versions(), rows };
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
  console.log(table(results));
  return 0;
}

/** One that refuses a key by throwing says nothing. */
const isSame = (compare: () => boolean): boolean => attempt(compare) ?? false;

const asObjects = (value: unknown): unknown =>
  typeof value === 'object' && value
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asObjects(each)]))
    : value;

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Whether a query says the same, whatever characters it escapes without need. */
const samePairs = (a: string, b: string): boolean =>
  isDeepStrictEqual([...new URLSearchParams(a)], [...new URLSearchParams(b)]);

async function versions(): Promise<Record<string, string>> {
  const { createRequire } = await import('node:module');
  const { devDependencies } = createRequire(import.meta.url)('../../package.json');
  return Object.fromEntries(
    Object.keys(WRITERS)
      .filter(name => name in devDependencies)
      .map(name => [name, devDependencies[name]]),
  );
}
