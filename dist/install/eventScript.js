import { scriptLiteral } from "./escape.js";
import { callArguments, fixedValue } from "./pixelCall.js";
/** What comes before the arguments of a call, where the base code may not have run. */
export const fireFrom = (globalName) => `if (window.${globalName}) window.${globalName}`;
/**
 * ES5 that makes one call of the tag, with what the platform has in its variables at that time. What is missing is
 * left out: undefined would hide what `set` has set.
 * @param fire what comes before the arguments of the call
 */
export function eventScript(call, fire, reading) {
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
function row(value, { expression, columns }) {
    const key = scriptLiteral(value.key);
    if (value.source === 'fixed')
        return [key, scriptLiteral(fixedValue(value))];
    return [key, expression(value), value.isNumber ? '1' : '0', ...(columns?.(value) ?? [])];
}
