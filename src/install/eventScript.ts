import { scriptLiteral } from './escape.ts';
import { type CallValue, callArguments, fixedValue, type PixelCall } from './pixelCall.ts';

/** How a platform's script reads its variables. */
export interface Reading {
  /** The expression that stands for a variable's value. */
  expression: (value: CallValue) => string;
  /** More columns of the value's row: the first three are its key, the value and whether it is a number. */
  columns?: (value: CallValue) => string[];
  /** More local variables, each with a comma before it. */
  locals?: string;
  /** Statements that turn `row` into `value`, when the expression alone is not enough. */
  statements?: string[];
  /** Statements between the last value and the call. They may change `properties` and `options`. */
  finish?: string[];
}

/** What comes before the arguments of a call, where the base code may not have run. */
export const fireFrom = (globalName: string): string => `if (window.${globalName}) window.${globalName}`;

/**
 * ES5 that makes one call of the tag, with what the platform has in its variables at that time. What is missing is
 * left out: undefined would hide what `set` has set.
 * @param fire what comes before the arguments of the call
 */
export function eventScript(call: PixelCall, fire: string, reading: Reading): string {
  const args = callArguments(call).map(scriptLiteral);
  const options = scriptLiteral({ pixel: call.id });
  const { finish, locals = '', statements = [] } = reading;
  if (!finish && call.values.every(({ source }) => source === 'fixed')) {
    const properties = Object.fromEntries(call.values.map(value => [value.key, fixedValue(value)]));
    return `${fire}(${[...args, scriptLiteral(properties), options].join(', ')});`;
  }
  const rows = call.values.map(value => `  [${row(value, reading).join(', ')}]`);
  return [
    '(function (rows) {',
    `  var properties = {}, i, row, value${finish ? `, options = ${options}` : ''}${locals};`,
    '  for (i = 0; i < rows.length; i++) {',
    '    row = rows[i];',
    '    value = row[1];',
    ...statements.map(line => `    ${line}`),
    '    if (row[2] && typeof value == "string" && value.trim() && isFinite(value)) value = +value;',
    '    if (value != null && typeof value != "function") properties[row[0]] = value;',
    '  }',
    ...(finish ?? []).map(line => `  ${line}`),
    `  ${fire}(${[...args, 'properties', finish ? 'options' : options].join(', ')});`,
    '})([',
    rows.join(',\n'),
    ']);',
  ].join('\n');
}

function row(value: CallValue, { expression, columns }: Reading): string[] {
  const key = scriptLiteral(value.key);
  if (value.source === 'fixed') return [key, scriptLiteral(fixedValue(value))];
  return [key, expression(value), value.isNumber ? '1' : '0', ...(columns?.(value) ?? [])];
}
