import { baseScript } from '../baseScript.ts';
import { eventScript, fireFrom } from '../eventScript.ts';
import { variablesOf } from '../pixelCall.ts';
import type { Platform } from '../platform.ts';

/** Matomo Tag Manager: two Custom HTML tags. In their scripts a variable's name between braces is its value. */
export const matomo: Platform<'matomo'> = {
  name: 'matomo',
  language: 'html',
  variables: {
    problem(name) {
      // Matomo keeps names as HTML has them, and would not find one of these again.
      const [found] = /[{}<>&"'\\]/.exec(name) ?? [];
      return found && `has a ${found} in it, by which Matomo would not find the variable`;
    },
    source: ({ value }) =>
      `a variable of Matomo with this name, for example a Data-Layer variable that reads what _mtm.push({"${value}": …}) has set`,
  },
  base: ({ settings }) => inTag(baseScript(settings)),
  event: ({ call, settings }) =>
    inTag(
      eventScript(call, fireFrom(settings.globalName), {
        // Without quotes: that is the value itself, of its own type.
        expression: ({ value }) => `{{${value}}}`,
      }),
    ),
  notes: ({ call }) => [
    'Tag Manager > Tags > Create New Tag > Custom HTML: paste the base code, Position "Head End". Trigger: Pageview. Advanced: Fire limit "Once per pageview", Priority 1, so that it runs before other tags.',
    `Create New Tag > Custom HTML: paste the event code, Position "Head End". Trigger: ${
      call.type
        ? `Custom Event, Event name "${call.type}": the site calls _mtm.push({"event": "${call.type}", …})`
        : 'Pageview. It is the page view, so the base code makes none by itself'
    }.`,
    ...(variablesOf(call).length
      ? [
          'Variables: make those that are listed, under exactly these names, before you save the tag. A name that Matomo does not know stays in the script as it is, and the tag does nothing.',
        ]
      : []),
    'Preview / Debug, then Publish.',
  ],
};

/** In text beside a variable Matomo reads a brace behind a backslash as the brace alone. */
const inTag = (code: string): string =>
  `<script>\n${code.replace(/\\([{}])/g, (_, brace: string) => `\\\\u00${brace.charCodeAt(0).toString(16)}`)}\n</script>`;
