import { attempt } from './attempt.ts';

/** What the engine calls a value's kind: `Object`, `Array`, `HTMLDivElement`. A proxy may not say: then it is an object. */
export const kindOf = (value: unknown): string =>
  attempt(() => ({}).toString.call(value).slice(8, -1)) || 'Object';

/** What a value is asked for its form as data by. */
interface Asked {
  toJSON?: () => unknown;
}

/** What elements of React and Vue have, and events of React and jQuery: the whole page hangs on them. */
const OF_THE_PAGE = ['$$typeof', '__v_isVNode', 'nativeEvent', 'originalEvent'];

/**
 * What of a value can travel: itself, or what it says of itself. Throws what it is where that is no data: a Map, an
 * element of the page, an event. A page may have given a `toJSON` to every object, list and text (Prototype up to 1.6):
 * none is asked but a value's own, or its class's.
 */
export function asData(value: unknown): unknown {
  if (Object(value) !== value) return value;
  const kind = kindOf(value);
  if (kind === 'Array') return value;
  if (kind === 'Date') return (value as Date).toISOString();
  const toJSON = attempt(() => (value as Asked).toJSON);
  if (toJSON && toJSON !== ({} as Asked).toJSON) return (value as Asked).toJSON!();
  if (kind !== 'Object' || OF_THE_PAGE.some(name => name in (value as object))) throw 'no data: ' + kind;
  return value;
}
