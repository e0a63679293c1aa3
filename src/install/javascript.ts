import { baseScript } from './baseScript.ts';
import { scriptLiteral } from './escape.ts';
import { eventScript } from './eventScript.ts';
import type { InstallSettings } from './installSettings.ts';
import { pathExpression, pathSteps } from './path.ts';
import type { PixelCall } from './pixelCall.ts';
import { scriptElement } from './scriptElement.ts';

export type { InstallSettings } from './installSettings.ts';

/** The base code for a plain page: what a site owner pastes into the head of every page. */
export const javascript = (settings: InstallSettings): string =>
  scriptElement(baseScript(settings), settings);

/** The code of one event on a plain page, run where the event has happened. */
export const javascriptEvent = (call: PixelCall, globalName: string): string =>
  eventScript(call, globalName, {
    // A function of its own, outside of ours: the page's names are not hidden by ours, and `const` counts too.
    expression: ({ value }) => `function () { return ${pathExpression(value)}; }`,
    columns: ({ value }) => [scriptLiteral(pathSteps(value))],
    locals: ', layer = window.dataLayer, path, n, k',
    statements: READ,
  });

/**
 * Reads the page, then the data layer from its end. A form or another element of that id is no value; a step
 * that is `null` ends the search, as it does in Tag Manager.
 */
const READ = [
  'path = row[3];',
  'if (path) {',
  '  try { value = value(); } catch (e) { value = undefined; }',
  '  if (value && value.nodeType) value = undefined;',
  '  for (n = (layer && layer.length) || 0; value === undefined && n--; ) {',
  '    value = layer[n];',
  '    for (k = 0; k < path.length && value != null; k++) {',
  '      value = Object.prototype.hasOwnProperty.call(value, path[k]) ? value[path[k]] : undefined;',
  '    }',
  '  }',
  '}',
];
