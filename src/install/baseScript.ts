import { scriptLiteral } from './escape.ts';
import type { InstallSettings } from './installSettings.ts';
import { STUB_TEXT } from './stubText.ts';

/** The options of `init`. */
export const initOptions = ({ endpoint, options = { autoPage: true } }: InstallSettings): object =>
  endpoint ? { ...options, endpoint } : options;

/** ES5 that loads the tag once and gives it its write key. */
export function baseScript(settings: InstallSettings): string {
  const { writeKey, scriptUrl, globalName = 'tgp' } = settings;
  const init = ['init', writeKey, initOptions(settings)].map(scriptLiteral).join(',');
  return `${STUB_TEXT}(window,document,${scriptLiteral(globalName)},${scriptLiteral(scriptUrl)})(${init});`;
}
