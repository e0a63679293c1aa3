import { baseScript } from './baseScript.ts';
import { endpointOf, originOf } from './endpoint.ts';
import { attributeText } from './escape.ts';
import type { InstallSettings } from './installSettings.ts';

/** The base code for a plain page: what a site owner pastes into the head of every page. */
export function javascript(settings: InstallSettings & { viewByPixel?: boolean }): string {
  const origin = settings.preconnect && originOf(endpointOf(settings));
  const link = origin ? `<link rel="preconnect" href="${attributeText(origin)}" crossorigin>\n` : '';
  return link + scriptElement(baseScript(settings), settings);
}

/** A script as it stands in HTML. */
export const scriptElement = (code: string, { nonce }: InstallSettings): string =>
  `<script${nonce ? ` nonce="${attributeText(nonce)}"` : ''}>\n${code}\n</script>`;
