import { baseScript } from '../baseScript.ts';
import { scriptLiteral } from '../escape.ts';
import type { Job, Platform } from '../platform.ts';
import { tealiumEvent } from './tealiumEvent.ts';
import { tealiumWords } from './tealiumEvents.ts';
import { TEALIUM_VARIABLES } from './tealiumVariables.ts';

/** The base code as an extension. */
export const extensionBase = ({ settings }: Job): string => baseScript(settings);

/** The event code as an extension. */
export const extensionEvent = ({ call, settings }: Job): string =>
  tealiumEvent(call, settings.globalName, ({ value }) => `b[${scriptLiteral(value)}]`);

/** Tealium by hand: two JavaScript Code extensions, which run with `a` (view or link) and `b` (the data). */
export const tealium: Platform<'tealium'> = {
  name: 'tealium',
  language: 'javascript',
  variables: TEALIUM_VARIABLES,
  base: extensionBase,
  event: extensionEvent,
  notes: ({ call }) => [
    'Extensions > Add Extension > JavaScript Code, Scope: Before Load Rules, Occurrence: Run Once. Paste the base code.',
    'Extensions > Add Extension > JavaScript Code, Scope: After Load Rules, Occurrence: Run Always. Paste the event code.',
    call.type
      ? `It fires where tealium_event is ${tealiumWords(call.type)}: change its first line where the site says otherwise.`
      : 'It fires on every utag.view: it is the page view, so the base code makes none by itself.',
    'Save, publish to Dev, look, then publish to Prod.',
  ],
};
