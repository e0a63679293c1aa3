import { scriptLiteral } from './escape.ts';
import { STUB_TEXT } from './stubText.ts';

export interface InstallSettings {
  /** The tag's write key. */
  writeKey: string;
  /** Where the tag's script is, e.g. `https://collect.example.com/tgp.js`. */
  scriptUrl: string;
  /** Name of the tag's global. Default: `tgp`. */
  globalName?: string;
  /** Options of `init`, as they stand. Default: `{autoPage: true}`. */
  options?: Record<string, unknown>;
}

/** The base code for a plain page: what a site owner pastes into the head of every page. */
export function javascript({
  writeKey,
  scriptUrl,
  globalName = 'tgp',
  options = { autoPage: true },
}: InstallSettings): string {
  const init = ['init', writeKey, options].map(scriptLiteral).join(',');
  return `<script>\n${STUB_TEXT}(window,document,${scriptLiteral(globalName)},${scriptLiteral(scriptUrl)})(${init});\n</script>`;
}
