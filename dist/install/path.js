/** A dotted path: `shop.order.total`, `items[0].id`, `items.0.id`. */
const PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\.\d+|\[\d+\])*$/;
/** Words that can't stand for a variable in some mode or edition of the language. */
const RESERVED = new Set(`arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package private
  protected public return static super switch this throw true try typeof var void while with yield`.split(/\s+/));
/** Why that is no path, to follow it; undefined if it is one. */
export function pathProblem(path) {
    if (!PATH.test(path))
        return 'is no path like shop.order.total or items[0].id';
    return pathSteps(path).includes('__proto__') ? 'has __proto__ in it, which is no value' : undefined;
}
/** The word of the language that a path starts with, if it does. */
export const reservedWord = (path) => pathSteps(path).find((step, index) => index === 0 && RESERVED.has(step));
/** The names and indexes on a path. */
export const pathSteps = (path) => path.split(/[.[\]]+/).filter(Boolean);
