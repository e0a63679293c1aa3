import { existsSync, readFileSync } from 'node:fs';
import { repaired } from './repaired.ts';

type Json = unknown;

/** What the contracts show: examples by file and name, and what their text says of routes, errors and limits. */
export interface Contracts {
  examples: Record<string, Record<string, Json>>;
  /** As `GET /saved-pixels/{pixel_id}`, with the statuses of its possible errors. */
  routes: Record<string, number[]>;
  /** Of conversion pixels: the largest value of a field. */
  maxima: Record<string, number>;
  /** Sample calls of beacons, with their `${…}`. */
  calls: string[];
}

/** The examples of each contract, in the order of the file. */
const NAMES: Record<string, string[]> = {
  'saved-pixels-api': ['list', 'options', 'one'],
  'pixel-events-api': ['list', 'make: request', 'code', 'types', 'rename: request'],
  'ads-pixel-by-id': ['one'],
  'conversion-pixel-service': ['make: request', 'one', 'list', 'change: request', 'change'],
};

/** Where the contracts are; they may be newer than our copy. */
export const SEEDS = new URL('../../../shared/seeds/', import.meta.url);

export const COPY = new URL('../vectors/contracts.json', import.meta.url);

/** What the contracts show now. */
export function readContracts(): Contracts {
  const text = (name: string) => readFileSync(new URL(`${name}.txt`, SEEDS), 'utf8');
  const examples = Object.fromEntries(
    Object.entries(NAMES).map(([file, names]) => {
      const found = file === 'conversion-pixel-service' ? repaired(text(file)) : jsonIn(text(file));
      if (found.length !== names.length) throw new Error(`${file}: has ${found.length} examples: name them`);
      return [file, Object.fromEntries(names.map((name, at) => [name, found[at]]))];
    }),
  );
  const maxima = text('conversion-pixel-service').matchAll(/^(\w+) int .*?Maximum value is (\d+)/gm);
  return {
    examples,
    routes: { ...routesIn(text('saved-pixels-api')), ...routesIn(text('pixel-events-api')) },
    maxima: Object.fromEntries([...maxima].map(([, field, most]) => [field, Number(most)])),
    calls: text('rudderstack-pixel-api').match(/^https:\/\/\S+ AMP SDK\S+$/gm) ?? [],
  };
}

export const contracts: Contracts = existsSync(SEEDS)
  ? readContracts()
  : JSON.parse(readFileSync(COPY, 'utf8'));

/** Every value that begins a line with "{" and is JSON up to its "}", whatever follows. */
function jsonIn(text: string): Json[] {
  const found: Json[] = [];
  for (let at = text.search(/^\{/m); at >= 0; ) {
    const ends = [...text.slice(at).matchAll(/\}/g)].map(({ index }) => at + index + 1);
    const end = ends.find(each => isJson(text.slice(at, each)));
    if (end !== undefined) found.push(JSON.parse(text.slice(at, end)));
    const from = end ?? at + 1;
    const next = text.slice(from).search(/^\{/m);
    at = next < 0 ? -1 : from + next;
  }
  return found;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The lines that name a route, with the errors that are listed below each. */
function routesIn(text: string): Record<string, number[]> {
  const routes: Record<string, number[]> = {};
  let last = '';
  for (const line of text.split('\n')) {
    const route = /^(?:GET|POST|PUT|PATCH|DELETE) \/[^\s?]+/.exec(line)?.[0];
    if (route) {
      last = route;
      routes[route] = [];
    }
    const status = /^(?:- |Returns )(\d{3}) /.exec(line)?.[1] ?? /Returns (\d{3}) if/.exec(line)?.[1];
    if (status) routes[last]!.push(Number(status));
  }
  return routes;
}
