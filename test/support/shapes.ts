/** Where two values differ in the names and types of their fields; the items of a list are taken as one. */
export function shapeDifferences(theirs: unknown, ours: unknown): string[] {
  const [their, our] = [shapeOf(theirs), shapeOf(ours)];
  return [...new Set([...their.keys(), ...our.keys()])].flatMap(path => {
    const [a, b] = [their.get(path), our.get(path)];
    if (a && b) return sorted(a) === sorted(b) ? [] : [`${path}: ${sorted(a)} there, ${sorted(b)} here`];
    // What is below a field that differs goes without saying.
    const above = path.replace(/(\[\]|\.?[^.[\]]+)$/, '');
    const [c, d] = [their.get(above), our.get(above)];
    if (!c || !d || sorted(c) !== sorted(d)) return [];
    return [`${path}: only ${a ? 'there' : 'here'}`];
  });
}

const sorted = (types: Set<string>): string => [...types].sort().join('|');

/** The types of each field, by its path. */
function shapeOf(
  value: unknown,
  path = '',
  shape = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
  const type = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
  shape.set(path, (shape.get(path) ?? new Set()).add(type));
  if (Array.isArray(value)) for (const item of value) shapeOf(item, `${path}[]`, shape);
  else if (type === 'object') {
    for (const [name, field] of Object.entries(value as object)) {
      shapeOf(field, path ? `${path}.${name}` : name, shape);
    }
  }
  return shape;
}
