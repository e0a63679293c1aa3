import { scriptLiteral } from "./escape.js";
import { oneView } from "./oneView.js";
import { ORDER_KEY, orderMessageId, orderStatements } from "./orderMessageId.js";
import { callArguments, fixedValue } from "./pixelCall.js";
/** What comes before the arguments of a call, where the base code may not have run, or the name be another script's. */
export const fireFrom = (globalName) => `if ((window.${globalName} || 0).tgp === 1) window.${globalName}`;
/** What comes before the arguments of a pixel's call: page views look first whether another code has counted them. */
export function fireOf({ command, writeKey: own = '' }, fire, { views, writeKey = scriptLiteral(own) } = {}) {
    if (command !== 'page' || views === 'asked')
        return fire;
    return oneView(fire.slice(fire.lastIndexOf(' ') + 1), writeKey, views);
}
/**
 * ES5 that makes one call of the tag, with what the platform has in its variables at that time. What is missing or
 * empty is left out: undefined would hide what `set` has set. No script of ours has a `<`: WordPress' wptexturize, which
 * block themes run over what a shop prints, takes it for a tag's and escapes each `&` up to the next `>`.
 * @param fire what comes before the arguments of the call; it ends in the tag's expression, after a space
 */
export function eventScript(call, fire, reading) {
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
function optionsOf({ command, id, writeKey: own }, { isOpen, writeKey = own && scriptLiteral(own) }, more = {}) {
    const options = scriptLiteral({ pixel: id, ...more });
    if (command === 'page' || isOpen || !writeKey)
        return options;
    return `${options.slice(0, -1)},"to":${writeKey}}`;
}
function row(value, { expression, columns }) {
    const key = scriptLiteral(value.key);
    if (value.source === 'fixed')
        return [key, scriptLiteral(fixedValue(value))];
    return [key, expression(value), value.isNumber ? '1' : '0', ...(columns?.(value) ?? [])];
}
