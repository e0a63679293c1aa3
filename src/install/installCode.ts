import { checkSettings } from './checkSettings.ts';
import { endpointOf } from './endpoint.ts';
import { InstallError } from './installError.ts';
import type { InstallSettings } from './installSettings.ts';
import type { Pixel } from './pixel.ts';
import { type PixelCall, pixelCall, variablesOf } from './pixelCall.ts';
import type { Job, Language, Platform } from './platform.ts';
import { type PlatformName, platformOf } from './platforms.ts';
import { variableProblem } from './variableProblem.ts';

export { InstallError } from './installError.ts';
export type { InstallSettings } from './installSettings.ts';

/** The code that installs a saved pixel on one platform. */
export interface InstallCode {
  platform: PlatformName;
  language: Language;
  /** What loads the tag: once for all pixels. Empty where the event code is all there is. */
  base_code: string;
  /** What fires this pixel. */
  event_code: string;
  /** More files that go beside the base code, by name. */
  files?: Record<string, string>;
  /** The name of the zip that the files make, where they are the whole of what is installed. */
  archive?: string;
  /** The variables that the platform must have, and where each comes from. */
  required_variables: { name: string; from: string }[];
  /** What to click, step by step. */
  notes: string[];
}

/**
 * Makes the code of a saved pixel. The beacon it leads to is the same on every platform.
 * Throws an InstallError, with the reason, where the platform can't express it.
 */
export function installCode(name: PlatformName, pixel: Pixel, settings: InstallSettings): InstallCode {
  checkSettings(settings);
  // The tag itself finds none either.
  endpointOf(settings);
  const { variables, language, autoPage = true, base, event, files, archive, notes } = platformOf(name);
  const call = named(pixelCall(pixel, settings.writeKey), variables);
  // A saved page view is the page view: a second one would count every page twice.
  const viewByPixel = call.command === 'page' && !settings.options;
  const from = new Map<string, string>();
  for (const variable of variablesOf(call)) {
    const { value, field } = variable;
    const problem = variableProblem(name, value);
    if (problem) throw new InstallError(field, `${value} ${problem}`);
    if (variables !== 'none') from.set(value, variables.source(variable));
  }
  const job: Job = {
    call,
    name: pixel.name,
    settings: {
      ...settings,
      globalName: settings.globalName ?? 'tgp',
      options: settings.options ?? { autoPage: !viewByPixel && autoPage },
      viewByPixel,
    },
  };
  return {
    platform: name,
    language,
    base_code: base === 'none' ? '' : base(job),
    event_code: event(job),
    ...(files && { files: files(job) }),
    ...(archive && { archive }),
    required_variables: [...from].map(([name, from]) => ({ name, from })),
    notes: notes(job),
  };
}

/** The call with each variable's name as the platform has it. */
const named = (call: PixelCall, variables: Platform['variables']): PixelCall => ({
  ...call,
  values: call.values.map(each =>
    each.source === 'variable' && variables !== 'none' && variables.named
      ? { ...each, value: variables.named(each.value) }
      : each,
  ),
});
