import { attributeText } from './escape.ts';
import type { InstallSettings } from './installSettings.ts';

/** An inline script for a page. */
export const scriptElement = (code: string, { nonce }: Pick<InstallSettings, 'nonce'>): string =>
  `<script${nonce ? ` nonce="${attributeText(nonce)}"` : ''}>\n${code}\n</script>`;
