import { attempt } from './attempt.ts';

/** What the engine calls a value's kind: `Object`, `Array`, `HTMLDivElement`. A proxy may not say: then it is an object. */
export const kindOf = (value: unknown): string =>
  attempt(() => Object.prototype.toString.call(value).slice(8, -1)) || 'Object';

/** What asks a value for its form as data, or for what only a part of the page has. */
interface Asked {
  toJSON?: () => unknown;
  $$typeof?: unknown;
  __v_isVNode?: unknown;
  nativeEvent?: unknown;
  originalEvent?: unknown;
}

/**
 * What of a value can travel: itself, or what it says of itself. Throws what it is where that is no data: a Map, an
 * element of the page, an event. A page may have given a `toJSON` to every object, list and text (Prototype up to 1.6):
 * none is asked but a value's own, or its class's.
 */
export function asData(value: unknown): unknown {
  if (!value || typeof value !== 'object') return value;
  const kind = kindOf(value);
  if (kind === 'Array') return value;
  if (kind === 'Date') return Date.prototype.toISOString.call(value);
  const asked = value as Asked;
  // Elements of React and Vue, events of React and jQuery: the whole page hangs on them.
  const [toJSON, isOfPage] =
    attempt(() => [
      asked.toJSON,
      asked.$$typeof || asked.__v_isVNode || asked.nativeEvent || asked.originalEvent,
    ]) || [];
  if (toJSON && toJSON !== (Object.prototype as Asked).toJSON) return asked.toJSON!();
  if (kind !== 'Object' || isOfPage) throw 'no data: ' + kind;
  return value;
}
