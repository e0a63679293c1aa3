import { baseScript } from './baseScript.ts';
import { eventScript } from './eventScript.ts';
import type { InstallSettings } from './installSettings.ts';
import type { PixelCall } from './pixelCall.ts';

/** The base code as a Custom HTML tag. */
export const gtmBase = (settings: InstallSettings): string => inTag(baseScript(settings));

/** The code of one event as a Custom HTML tag: a variable without quotes is the value itself, of its own type. */
export const gtmEvent = (call: PixelCall, globalName: string): string =>
  inTag(eventScript(call, globalName, { expression: ({ value }) => `{{${value}}}` }));

// Tag Manager makes the script again without its attributes, so there are none.
const inTag = (code: string): string => `<script>\n${code}\n</script>`;
