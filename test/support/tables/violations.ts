import type { Loose } from '../openapi.ts';

/** A value that breaks one word of a schema, at the end of a path. */
export interface Violation {
  path: string[];
  word: string;
  /** Undefined: the field is left out. */
  value: unknown;
}

/** Each way in which one field of such a value can be wrong, from its schema. */
export function violations(schema: Loose, path: string[] = []): Violation[] {
  const types: string[] = [schema.type].flat();
  const here = (word: string, value: unknown): Violation => ({ path, word, value });
  const own = [
    ...(schema.maxLength !== undefined ? [here('maxLength', 'x'.repeat(schema.maxLength + 1))] : []),
    ...(schema.minLength ? [here('minLength', '')] : []),
    ...(schema.pattern ? [here('pattern', '\u0007')] : []),
    ...(schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER
      ? [here('maximum', schema.maximum + 1)]
      : []),
    ...(schema.minimum !== undefined ? [here('minimum', schema.minimum - 1)] : []),
    ...(schema.enum ? [here('enum', 'nonsense')] : []),
    ...(schema.maxItems !== undefined
      ? [here('maxItems', Array(schema.maxItems + 1).fill(sample(schema.items)))]
      : []),
    ...(schema.minItems ? [here('minItems', [])] : []),
    ...(types[0] ? [here('type', types.includes('object') ? 5 : {})] : []),
    ...(types[0] && !types.includes('null') ? [here('null', null)] : []),
    ...(schema.additionalProperties === false
      ? [{ path: [...path, 'unknown'], word: 'unknown', value: 1 }]
      : []),
    ...(schema.required ?? []).map((name: string) => ({
      path: [...path, name],
      word: 'required',
      value: undefined,
    })),
  ];
  const inside = Object.entries((schema.properties ?? {}) as Loose).flatMap(([name, each]) =>
    violations(each, [...path, name]),
  );
  const items = schema.items ? violations(schema.items, [...path, '0']) : [];
  return [...own, ...inside, ...items];
}

/** The value with what is wrong in it. What the path goes through is made where it is not there. */
export function withViolation(value: Loose, { path, value: wrong }: Violation, schema: Loose): Loose {
  const [name, ...rest] = path;
  if (name === undefined) return wrong;
  const below = schema.items ?? schema.properties?.[name] ?? {};
  const from = value ?? sample(schema);
  const next = withViolation(from[name], { path: rest, word: '', value: wrong }, below);
  if (Array.isArray(from)) return Object.assign([...from], { [Number(name)]: next });
  return { ...from, [name]: next };
}

/** Some value that such a schema lets pass, as small as it can be. */
function sample(schema: Loose): Loose {
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (type === 'object') {
    const names: string[] = schema.required ?? [];
    return Object.fromEntries(names.map(name => [name, sample(schema.properties[name])]));
  }
  return ({ array: [], string: 'x', integer: 1, number: 1, boolean: true } as Loose)[type];
}
