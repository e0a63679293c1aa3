import { scriptLiteral } from "../escape.js";
import { pathSteps } from "../path.js";
/** Whether `root` is what a page has by the id or the name of an element: that one, a list of several, a frame's window. */
const IS_ELEMENT = 'root && (root.nodeType === 1 || root.namedItem || (root.frameElement && root.frameElement.ownerDocument === window.document))';
/**
 * Reads the page, then the data layer from its end. What a page has by an element's id is no value, and leads to none: beside
 * `<div id="order">` each `order.id` would be "order". Where the data layer has nothing, what leads through an element that is
 * a variable of the page's own counts, and so does a field's `value`. A function is no value, nor is an empty text, as `name` and `status` are on each page; a
 * step that is `null` ends the search, as it does in Tag Manager.
 */
export const PAGE_READING = {
    // A function outside of ours: our names do not hide the page's, and what the page declares with `const` counts too.
    expression: ({ value }) => `function () { return ${rootOf(value)}; }`,
    columns: ({ value }) => [scriptLiteral(stepsOf(value))],
    locals: ', layer = window.dataLayer, path, n, k, root, held',
    statements: [
        'path = row[3];',
        'if (path) {',
        '  held = undefined;',
        '  try {',
        '    value = root = value();',
        '    for (k = 1; path.length > k; k++) value = value[path[k]];',
        '    if (typeof value == "function" || value === "" || (value && value.nodeType)) value = undefined;',
        `    if (${IS_ELEMENT}) {`,
        '      if (Object.prototype.hasOwnProperty.call(window, path[0]) || window[path[0]] !== root || path[path.length - 1] === "value") held = value;',
        '      value = undefined;',
        '    }',
        '  } catch (e) { value = undefined; }',
        '  for (n = (layer && layer.length) || 0; value === undefined && n--; ) {',
        '    value = layer[n];',
        '    for (k = 0; path.length > k && value != null; k++) {',
        '      value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
        '    }',
        '  }',
        '  if (value === undefined) value = held;',
        '}',
    ],
};
const isOfWindow = (path) => /^window[.[]/.test(path);
/** The steps of a path, `window` left out. */
const stepsOf = (path) => pathSteps(path).slice(isOfWindow(path) ? 1 : 0);
/** The expression of what a path begins at. */
const rootOf = (path) => {
    const [root] = stepsOf(path);
    return isOfWindow(path) ? `window[${scriptLiteral(root)}]` : root;
};
