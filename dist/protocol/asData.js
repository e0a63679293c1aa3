import { attempt } from "./attempt.js";
/** What the engine calls a value's kind: `Object`, `Array`, `HTMLDivElement`. A proxy may not say: then it is an object. */
export const kindOf = (value) => attempt(() => Object.prototype.toString.call(value).slice(8, -1)) || 'Object';
/**
 * What of a value can travel: itself, or what it says of itself. Throws what it is where that is no data: a Map, an
 * element of the page, an event. A page may have given a `toJSON` to every object, list and text (Prototype up to 1.6):
 * none is asked but a value's own, or its class's.
 */
export function asData(value) {
    const kind = kindOf(value);
    if (!value || typeof value !== 'object' || kind === 'Array')
        return value;
    if (kind === 'Date')
        return Date.prototype.toISOString.call(value);
    const asked = value;
    // Elements of React and Vue, events of React and jQuery: the whole page hangs on them.
    const [toJSON, isOfPage] = attempt(() => [
        asked.toJSON,
        asked.$$typeof || asked.__v_isVNode || asked.nativeEvent || asked.originalEvent,
    ]) || [];
    if (toJSON && toJSON !== Object.prototype.toJSON)
        return asked.toJSON();
    if (kind !== 'Object' || isOfPage)
        throw 'no data: ' + kind;
    return value;
}
