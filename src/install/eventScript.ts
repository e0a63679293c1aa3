import { scriptLiteral } from './escape.ts';
import { type CallValue, callArguments, fixedValue, type PixelCall } from './pixelCall.ts';

/** How a platform's script reads a variable. */
interface Reading {
  /** The expression that stands for the value. */
  expression: (value: CallValue) => string;
  /** More columns of the value's row. */
  columns?: (value: CallValue) => string[];
  /** More local variables. */
  locals?: string;
  /** Statements that turn `row` into `value`, when the expression alone is not enough. */
  statements?: string[];
}

/** ES5 that makes one call of the tag, with what the platform has in its variables at that time. */
export function eventScript(call: PixelCall, globalName: string, reading: Reading): string {
  const name = `window.${globalName}`;
  const args = callArguments(call).map(scriptLiteral);
  const options = scriptLiteral({ pixel: call.id });
  if (call.values.every(({ source }) => source === 'fixed')) {
    const properties = Object.fromEntries(call.values.map(value => [value.key, fixedValue(value)]));
    return `if (${name}) ${name}(${[...args, scriptLiteral(properties), options].join(', ')});`;
  }
  const rows = call.values.map(value => `  [${row(value, reading).join(', ')}]`);
  return [
    '(function (rows) {',
    `  var properties = {}, i, row, value${reading.locals ?? ''};`,
    '  for (i = 0; i < rows.length; i++) {',
    '    row = rows[i];',
    '    value = row[1];',
    ...(reading.statements ?? []).map(line => `    ${line}`),
    '    if (row[2] && typeof value == "string" && parseFloat(value) == value) value = +value;',
    '    if (value != null && typeof value != "function") properties[row[0]] = value;',
    '  }',
    `  if (${name}) ${name}(${[...args, 'properties', options].join(', ')});`,
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
