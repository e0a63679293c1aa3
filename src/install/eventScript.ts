import { scriptLiteral } from './escape.ts';
import { oneView, type ViewRuns } from './oneView.ts';
import { ORDER_KEY, orderMessageId, orderStatements } from './orderMessageId.ts';
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
  /** The page may give the event properties that the pixel does not have. */
  isOpen?: true;
  /** The expression of an order's id, where the properties have none. */
  order?: string;
  /** The expression of the tag's write key, where the page gives it. Default: the key itself. */
  writeKey?: string;
  /** How often a page view's code runs; `asked` where the page itself asks for each view. Default: once a view. */
  views?: ViewRuns | 'asked';
}

/** What comes before the arguments of a call, where the base code may not have run, or the name be another script's. */
export const fireFrom = (globalName: string): string =>
  `if ((window.${globalName} || 0).tgp === 1) window.${globalName}`;

/** What comes before the arguments of a pixel's call: page views look first whether another code has counted them. */
export function fireOf(
  { command, writeKey: own = '' }: PixelCall,
  fire: string,
  { views, writeKey = scriptLiteral(own) }: Pick<Reading, 'views' | 'writeKey'> = {},
): string {
  if (command !== 'page' || views === 'asked') return fire;
  return oneView(fire.slice(fire.lastIndexOf(' ') + 1), writeKey, views);
}

/**
 * ES5 that makes one call of the tag, with what the platform has in its variables at that time. What is missing or
 * empty is left out: undefined would hide what `set` has set. No script of ours has a `<`: WordPress' wptexturize, which
 * block themes run over what a shop prints, takes it for a tag's and escapes each `&` up to the next `>`.
 * @param fire what comes before the arguments of the call; it ends in the tag's expression, after a space
 */
export function eventScript(call: PixelCall, fire: string, reading: Reading): string {
  const args = callArguments(call).map(scriptLiteral);
  const { finish = [], locals = '', statements = [], isOpen, order } = reading;
  const callee = fireOf(call, fire, reading);
  const isFixed = call.values.every(({ source }) => source === 'fixed');
  if (isFixed && !finish.length && !order) {
    const properties = Object.fromEntries(call.values.map(value => [value.key, fixedValue(value)]));
    const messageId = orderMessageId(call, properties[ORDER_KEY]);
    const options = optionsOf(call, reading, messageId ? { messageId } : {});
    return `${callee}(${[...args, scriptLiteral(properties), options].join(', ')});`;
  }
  const mayHaveOrder = isOpen || order || call.values.some(({ key }) => key === ORDER_KEY);
  const end = [...finish, ...(mayHaveOrder ? orderStatements(call, reading) : [])];
  const options = optionsOf(call, reading);
  const rows = call.values.map(value => `  [${row(value, reading).join(', ')}]`);
  return [
    '(function (rows) {',
    `  var properties = {}, i, row, value${end.length ? `, options = ${options}` : ''}${locals};`,
    '  for (i = 0; rows.length > i; i++) {',
    '    row = rows[i];',
    '    value = row[1];',
    ...statements.map(line => `    ${line}`),
    '    if (typeof value == "string" && !value.trim()) continue;',
    // Without `isFinite`, which a page may have a variable of.
    '    if (row[2] && typeof value == "string" && value * 0 === 0) value = +value;',
    '    if (value != null && typeof value != "function") properties[row[0]] = value;',
    '  }',
    ...end.map(line => `  ${line}`),
    `  ${callee}(${[...args, 'properties', end.length ? 'options' : options].join(', ')});`,
    '})([',
    rows.join(',\n'),
    ']);',
  ].join('\n');
}

/**
 * The options of a pixel's call: it is its own tag's alone, or with two tags on a page an order whose code both have would
 * be two orders of each. A view's are completed where it is counted; a call that the page makes itself goes where that says.
 */
function optionsOf(
  { command, id, writeKey: own }: PixelCall,
  { isOpen, writeKey = own && scriptLiteral(own) }: Reading,
  more: object = {},
): string {
  const options = scriptLiteral({ pixel: id, ...more });
  if (command === 'page' || isOpen || !writeKey) return options;
  return `${options.slice(0, -1)},"to":${writeKey}}`;
}

function row(value: CallValue, { expression, columns }: Reading): string[] {
  const key = scriptLiteral(value.key);
  if (value.source === 'fixed') return [key, scriptLiteral(fixedValue(value))];
  return [key, expression(value), value.isNumber ? '1' : '0', ...(columns?.(value) ?? [])];
}
