import { MAX_DEPTH } from './limits.ts';

type Fields = Record<string, unknown>;

/** What a path means something by beside its dots. */
const SPECIAL = /[\\*?|#@:]/;

/** A path that is longer may have more levels than there may be. */
const LONGEST = MAX_DEPTH - 1;

/** An index that an array may have, as it is written most often. */
const INDEX = /^(0|[1-9]\d{0,2})$/;

/**
 * Puts a value where most paths lead: to a name in an object, at any depth, or into an object of its own in a list's next
 * place. False where it is any other: then nothing is changed.
 */
export function putPlain(root: Fields, path: string, value: string): boolean {
  if (path.length > LONGEST || SPECIAL.test(path)) return false;
  let parent: Fields | unknown[] = root;
  for (let start = 0; ; ) {
    const dot = path.indexOf('.', start);
    const step = dot < 0 ? path.slice(start) : path.slice(start, dot);
    const isList: boolean = Array.isArray(parent);
    if (isList && (!INDEX.test(step) || Number(step) > (parent as unknown[]).length)) return false;
    if (dot < 0) {
      (parent as Fields)[step] = value;
      return true;
    }
    const child: unknown = (parent as Fields)[step];
    start = dot + 1;
    if (typeof child === 'object' && child !== null) {
      parent = child as Fields | unknown[];
      continue;
    }
    // What is new may be one object with one name in it.
    if (path.indexOf('.', start) >= 0 || !isName(path.charCodeAt(start))) return false;
    const fields: Fields = Object.create(null);
    fields[path.slice(start)] = value;
    (parent as Fields)[step] = fields;
    return true;
  }
}

/** Whether a step that begins so is a name and no index. */
const isName = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
