import { scriptLiteral } from '../escape.ts';
import type { Reading } from '../eventScript.ts';
import { pathSteps } from '../path.ts';

/** Whether `value` is what a page has by the id or the name of an element: that one, a list of several, a frame's window. */
const IS_NAMED =
  'value && (value.nodeType === 1 || value.namedItem || (value.frameElement && value.frameElement.ownerDocument === window.document))';

/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value, and leads to none:
 * beside `<div id="order">` each `order.id` would be "order". What `document` leads to is one. A function is none either,
 * nor is an empty text, as `name` and `status` are on each page; a step that is `null` ends the search, as it does in Tag
 * Manager.
 */
export const PAGE_READING: Reading = {
  // A function outside of ours: our names do not hide the page's, and what the page declares with `const` counts too.
  expression: ({ value }) => `function () { return ${pathSteps(value)[0]}; }`,
  columns: ({ value }) => [scriptLiteral(pathSteps(value))],
  locals: ', layer = window.dataLayer, path, n, k',
  statements: [
    'path = row[3];',
    'if (path) {',
    '  try {',
    '    value = value();',
    '    for (k = 1; ; k++) {',
    `      if (path[0] !== "document" && ${IS_NAMED}) value = undefined;`,
    '      if (k === path.length) break;',
    '      value = value[path[k]];',
    '    }',
    '    if (typeof value == "function" || value === "") value = undefined;',
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
