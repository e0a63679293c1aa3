type Fields = Record<string, unknown>;

/** Names with dots between them, none of which means anything else: no index, no sign, nothing that is escaped. */
const PLAIN = /^[a-z_]\w*(?:\.[a-z_]\w*)*$/i;

/** A longer path is no site's habit, and may have more levels than there may be. */
const LONGEST = 80;

/** Most paths that are known: some ten times those of a busy collector's pages. Whoever makes more of them up has all forgotten. */
const MOST = 2000;

/** The names of the paths that came: pages send the same ones again and again, and a name that is known is found the quickest. */
const known = new Map<string, readonly string[]>();

function namesOf(path: string): readonly string[] | undefined {
  const names = known.get(path);
  if (names || path.length > LONGEST || !PLAIN.test(path)) return names;
  if (known.size >= MOST) known.clear();
  const split = path.split('.');
  known.set(path, split);
  return split;
}

/**
 * An object without a prototype whose properties are where its readers expect them: one that is created so is a table of
 * names, which takes twice as long to write as JSON.
 */
export const bareObject = (): Fields => Object.setPrototypeOf({}, null);

/**
 * Puts a value where a path of plain names leads: through objects, to where nothing is. False where it leads elsewhere: then
 * nothing is changed.
 */
export function putKnown(root: Fields, path: string, value: string): boolean {
  const names = namesOf(path);
  if (!names) return false;
  const last = names.length - 1;
  let parent = root;
  for (let depth = 0; depth < last; depth++) {
    const name = names[depth]!;
    let child = parent[name];
    if (child === undefined) parent[name] = child = bareObject();
    else if (typeof child !== 'object' || child === null || Array.isArray(child)) return false;
    parent = child as Fields;
  }
  const name = names[last]!;
  if (parent[name] !== undefined) return false;
  parent[name] = value;
  return true;
}
