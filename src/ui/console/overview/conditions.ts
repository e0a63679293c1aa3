/** What a report is broken down and filtered by, as the API names it. */
export const DIMENSIONS = [
  'channel',
  'source',
  'medium',
  'campaign',
  'referrer',
  'page',
  'entry',
  'exit',
  'country',
  'language',
  'device',
  'browser',
  'system',
  'event',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** One of the values, or none of them: a filter of the API's. */
export interface Condition {
  dimension: Dimension;
  values: string[];
  not?: true;
}

/** As many as the API takes, of conditions and of the values of one. */
const MAX_CONDITIONS = 10;
const MAX_VALUES = 50;

const isSame = (a: Condition, b: Condition): boolean => a.dimension === b.dimension && a.not === b.not;

/** With one more value; what is there already, and what the API would refuse, changes nothing. */
export function addValue(conditions: Condition[], added: Dimension, value: string, not?: true): Condition[] {
  const made: Condition = { dimension: added, values: [value], ...(not && { not }) };
  const there = conditions.find(each => isSame(each, made));
  if (!there) return conditions.length < MAX_CONDITIONS ? [...conditions, made] : conditions;
  if (there.values.includes(value) || there.values.length >= MAX_VALUES) return conditions;
  return conditions.map(each => (each === there ? { ...each, values: [...each.values, value] } : each));
}

/** Without that value; a condition that has none left is gone. */
export const removeValue = (conditions: Condition[], from: Condition, value: string): Condition[] =>
  conditions
    .map(each => (isSame(each, from) ? { ...each, values: each.values.filter(one => one !== value) } : each))
    .filter(({ values }) => values.length);

/** The other way round: what is shown becomes what is left out. */
export function negateValue(conditions: Condition[], from: Condition, value: string): Condition[] {
  return addValue(removeValue(conditions, from, value), from.dimension, value, from.not ? undefined : true);
}

/** The values of an address's `where`, as in `source:google` and `!country:AT`. */
export function readConditions(texts: string[]): Condition[] {
  let conditions: Condition[] = [];
  for (const text of texts) {
    const [, not, name, value = ''] = /^(!?)(\w+):(.*)$/s.exec(text) ?? [];
    const dimension = DIMENSIONS.find(each => each === name);
    if (dimension) conditions = addValue(conditions, dimension, value, not ? true : undefined);
  }
  return conditions;
}

export const writeConditions = (conditions: Condition[]): string[] =>
  conditions.flatMap(({ dimension, values, not }) =>
    values.map(value => `${not ? '!' : ''}${dimension}:${value}`),
  );
