import { ampCode } from './amp.ts';
import { checkSettings } from './checkSettings.ts';
import type { Generate, Language } from './generate.ts';
import { gtmCode } from './gtm.ts';
import { gtmContainerCode } from './gtmContainer.ts';
import { gtmTemplateCode } from './gtmTemplate.ts';
import { squarespaceCode, webflowCode, wixCode } from './hosted.ts';
import { emailCode, noscriptCode } from './image.ts';
import { InstallError } from './installError.ts';
import type { InstallSettings } from './installSettings.ts';
import { javascriptCode } from './javascript.ts';
import { npmCode } from './npm.ts';
import type { Pixel } from './pixel.ts';
import { pixelCall } from './pixelCall.ts';
import type { Platform } from './platforms.ts';
import { shopifyCode } from './shopify.ts';
import { tealiumCode } from './tealium.ts';
import { tealiumApiCode } from './tealiumApi.ts';
import { tealiumContainerCode } from './tealiumContainer.ts';
import { variableProblem } from './variableProblem.ts';
import { variableSource } from './variableSource.ts';
import { wordpressCode } from './wordpress.ts';

export { InstallError } from './installError.ts';
export type { InstallSettings } from './installSettings.ts';

/** The code that installs a saved pixel on one platform. */
export interface InstallCode {
  platform: Platform;
  language: Language;
  /** What loads the tag: once for all pixels. Empty where the event code is all there is. */
  base_code: string;
  /** What fires this pixel. */
  event_code: string;
  /** More files that go beside the base code, by name. */
  files?: Record<string, string>;
  /** The variables that the platform must have, and where each comes from. */
  required_variables: { name: string; from: string }[];
  /** What to click, step by step. */
  notes: string[];
}

const GENERATORS: { [platform in Platform]: Generate } = {
  javascript: javascriptCode,
  gtm: gtmCode,
  'gtm-container': gtmContainerCode,
  'gtm-template': gtmTemplateCode,
  tealium: tealiumCode,
  'tealium-api': tealiumApiCode,
  'tealium-container': tealiumContainerCode,
  noscript: noscriptCode,
  email: emailCode,
  amp: ampCode,
  wordpress: wordpressCode,
  shopify: shopifyCode,
  webflow: webflowCode,
  wix: wixCode,
  squarespace: squarespaceCode,
  npm: npmCode,
};

/**
 * Makes the code of a saved pixel. The beacon it leads to is the same on every platform.
 * Throws an InstallError, with the reason, where the platform can't express it.
 */
export function installCode(platform: Platform, pixel: Pixel, settings: InstallSettings): InstallCode {
  checkSettings(settings);
  const call = pixelCall(pixel);
  const variables = call.values.filter(({ source }) => source === 'variable');
  for (const { field, value } of variables) {
    const problem = variableProblem(platform, value);
    if (problem) throw new InstallError(field, `${value} ${problem}`);
  }
  const required = new Map(variables.map(value => [value.value, variableSource(platform, value)]));
  return {
    platform,
    ...GENERATORS[platform]({
      call,
      name: pixel.name,
      settings: {
        ...settings,
        globalName: settings.globalName ?? 'tgp',
        // A saved page view is the page view: a second one would count every page twice.
        options: settings.options ?? { autoPage: call.command !== 'page' },
      },
    }),
    required_variables: [...required].map(([name, from]) => ({ name, from })),
  };
}
