import { Type } from 'typebox';
import { invalid } from '../../../http/errors.ts';
import { checkedBy } from '../../../http/validate.ts';
import { type Condition, DIMENSIONS } from '../../../store/reports.ts';
import { oneOf } from '../../oneOf.ts';

/** Most conditions of one report, values of one condition, and characters of one value. */
const MAX_CONDITIONS = 10;
const MAX_VALUES = 50;
const MAX_VALUE = 500;

const FIX = `must be a JSON list of at most ${MAX_CONDITIONS}, like [{"dimension":"source","values":["google"]}]`;
const VALUES = `must be a list of 1 to ${MAX_VALUES} texts of at most ${MAX_VALUE} characters`;

const problemsOf = checkedBy(
  Type.Array(
    Type.Object(
      {
        dimension: Type.Enum([...DIMENSIONS], { fix: oneOf(DIMENSIONS) }),
        values: Type.Array(Type.String({ maxLength: MAX_VALUE, fix: VALUES }), {
          minItems: 1,
          maxItems: MAX_VALUES,
          fix: VALUES,
        }),
        not: Type.Optional(Type.Boolean({ fix: 'must be true or false' })),
      },
      {
        additionalProperties: false,
        fix: 'must be an object like {"dimension":"source","values":["google"]}',
      },
    ),
    { maxItems: MAX_CONDITIONS },
  ),
);

/** The conditions of a report, which are JSON; throws what the client should hear. */
export function readWhere(text: string | undefined): Condition[] {
  if (!text) return [];
  let where: unknown;
  try {
    where = JSON.parse(text);
  } catch {
    throw invalid({ field: 'where', message: `where: ${FIX}`, type: 'json' });
  }
  const problems = problemsOf(where).map(({ field, message, type }) => {
    const name = field ? `where.${field}` : 'where';
    return { field: name, message: field ? `where.${message}` : `where: ${FIX}`, type };
  });
  if (problems.length) throw invalid(...problems);
  return where as Condition[];
}
