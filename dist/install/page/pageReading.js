import { scriptLiteral } from "../escape.js";
import { pathExpression, pathSteps } from "../path.js";
/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value; a step that
 * is `null` ends the search, as it does in Tag Manager.
 */
export const PAGE_READING = {
    // A function outside of ours: our names do not hide the page's, and what the page declares with `const` counts too.
    expression: ({ value }) => `function () { return ${pathExpression(value)}; }`,
    columns: ({ value }) => [scriptLiteral(pathSteps(value))],
    locals: ', layer = window.dataLayer, path, n, k',
    statements: [
        'path = row[3];',
        'if (path) {',
        '  try {',
        '    value = value();',
        '    if (value && value.nodeType) value = undefined;',
        '  } catch (e) { value = undefined; }',
        '  for (n = (layer && layer.length) || 0; value === undefined && n--; ) {',
        '    value = layer[n];',
        '    for (k = 0; path.length > k && value != null; k++) {',
        '      value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
        '    }',
        '  }',
        '}',
    ],
};
