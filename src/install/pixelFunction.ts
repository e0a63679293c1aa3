import { eventScript } from './eventScript.ts';
import { InstallError } from './installError.ts';
import { PAGE_READING } from './page/pageReading.ts';
import type { Pixel } from './pixel.ts';
import { pixelCall, variablesOf } from './pixelCall.ts';
import { variableProblem } from './variableProblem.ts';

/**
 * A saved pixel as the function that the served tag runs for `tgp('event', id, properties, options)`: it makes the
 * pixel's call, at the moment of that one, with the properties given over the pixel's own. What the page lacks is left
 * out, as in the install code. Throws an InstallError where a variable is none of a page's.
 * @param writeKey the tag's, by which an order's event has its id. Default: it has none
 */
export function pixelFunction(pixel: Pixel, writeKey?: string): string {
  const call = pixelCall(pixel, writeKey);
  for (const { value, field } of variablesOf(call)) {
    const problem = variableProblem('javascript', value);
    if (problem) throw new InstallError(field, `${value} ${problem}`);
  }
  // The page's variables are read inside of this: its names must be nobody else's.
  return [
    'function (tgp_call, tgp_id, tgp_given, tgp_options, tgp_run) {',
    'var tgp_fire = function () { tgp_run(Object.assign({}, tgp_call, arguments), true); };',
    eventScript(call, 'tgp_fire', {
      ...PAGE_READING,
      views: 'asked',
      isOpen: true,
      finish: [
        'if (Object(tgp_given) === tgp_given) Object.assign(properties, tgp_given);',
        'options = Object.assign({}, tgp_options, options);',
      ],
    }),
    '}',
  ].join('\n');
}
