import { baseScript } from './baseScript.ts';
import { scriptLiteral } from './escape.ts';
import { eventScript } from './eventScript.ts';
import type { InstallSettings } from './installSettings.ts';
import type { PixelCall } from './pixelCall.ts';

/** The base code as a JavaScript Code extension. */
export const tealiumBase = (settings: InstallSettings): string => baseScript(settings);

/** The code of one event as a JavaScript Code extension, which Tealium gives `a` (view or link) and `b` (the data). */
export const tealiumEvent = (call: PixelCall, globalName: string): string =>
  eventScript(call, globalName, { expression: ({ value }) => `b[${scriptLiteral(value)}]` });
