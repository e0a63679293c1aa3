import { gtmBase, gtmEvent } from './gtm.ts';
import { InstallError } from './installError.ts';
import type { InstallSettings } from './installSettings.ts';
import { javascript, javascriptEvent } from './javascript.ts';
import type { Pixel } from './pixel.ts';
import { pixelCall } from './pixelCall.ts';
import type { Platform } from './platforms.ts';
import { scriptElement } from './scriptElement.ts';
import { tealiumBase, tealiumEvent } from './tealium.ts';
import { variableProblem } from './variableProblem.ts';

export { InstallError } from './installError.ts';
export type { InstallSettings } from './installSettings.ts';

/** The code that installs a saved pixel on one platform. */
export interface InstallCode {
  platform: Platform;
  language: 'html' | 'javascript' | 'json' | 'php' | 'template';
  /** What loads the tag: once for all pixels. Empty where the event code is all there is. */
  base_code: string;
  /** What fires this pixel. Empty where the base code does that too. */
  event_code: string;
  /** The variables that the platform must have, and where each comes from. */
  required_variables: { name: string; from: string }[];
  /** What to click, step by step. */
  notes: string[];
}

/** Makes the code of a saved pixel. Throws an InstallError where the platform can't express it. */
export function installCode(platform: Platform, pixel: Pixel, settings: InstallSettings): InstallCode {
  const call = pixelCall(pixel);
  const { globalName = 'tgp' } = settings;
  const variables = call.values.filter(({ source }) => source === 'variable');
  for (const { field, value } of variables) {
    const problem = variableProblem(platform, value);
    if (problem) throw new InstallError(field, `${value} ${problem}`);
  }
  const required_variables = variables.map(({ value }) => ({ name: value, from: 'the page' }));
  const of = (language: InstallCode['language'], base_code: string, event_code: string): InstallCode => ({
    platform,
    language,
    base_code,
    event_code,
    required_variables,
    notes: [],
  });
  const own: InstallSettings = {
    ...settings,
    options: settings.options ?? { autoPage: call.command !== 'page' },
  };
  switch (platform) {
    case 'javascript':
      return of('html', javascript(own), scriptElement(javascriptEvent(call, globalName), settings));
    case 'gtm':
      return of('html', gtmBase(own), gtmEvent(call, globalName));
    case 'tealium':
      return of('javascript', tealiumBase(own), tealiumEvent(call, globalName));
    default:
      throw new InstallError('platform', `${platform} is not made yet`);
  }
}
