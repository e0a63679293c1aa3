import type { Request } from './table.ts';
import type { Things } from './world.ts';

type Value = unknown;

/** The request with a change, level by level. */
export const changed = (request: Request, change: Request): Request => {
  const { path, query, body } = merged(request, change) as Request;
  return { path, query, body };
};

function merged(value: Value, change: Value): Value {
  if (!isObject(value) || !isObject(change)) return change;
  const names = new Set([...Object.keys(value), ...Object.keys(change)]);
  return Object.fromEntries(
    [...names].map(name => [name, name in change ? merged(value[name], change[name]) : value[name]]),
  );
}

/** The names of the things in a request. */
export const thingsIn = (value: Value): string[] => {
  if (typeof value === 'string') return value.startsWith('$') ? [value.slice(1)] : [];
  return isObject(value) || Array.isArray(value) ? [...new Set(Object.values(value).flatMap(thingsIn))] : [];
};

/** The request with ids for its things, as method, URL and body. */
export function filled(route: string, request: Request, things: Things) {
  const [method = '', template = ''] = route.split(' ');
  const { path = {}, query = {}, body } = withIds(request, things) as Request;
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (path[name] === undefined) throw new Error(`${route}: give the row a path with ${name}`);
    return encodeURIComponent(String(path[name]));
  });
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
  return { method, url: search ? `${url}?${search}` : url, body };
}

function withIds(value: Value, things: Things): Value {
  if (typeof value === 'string' && value.startsWith('$')) {
    const id = things[value.slice(1)];
    if (id === undefined) throw new Error(`${value}: world.ts makes no such thing`);
    return id;
  }
  if (Array.isArray(value)) return value.map(each => withIds(each, things));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withIds(each, things)]));
}

const isObject = (value: Value): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
