import { initOptions } from './baseScript.ts';
import { endpointOf } from './endpoint.ts';
import { scriptLiteral } from './escape.ts';
import { eventScript } from './eventScript.ts';
import type { Generate } from './generate.ts';
import { PAGE_READING } from './javascript.ts';

/** A site with a bundler: the tag as a package. */
export const npmCode: Generate = ({ call, settings }) => {
  // No script element tells the tag where its collector is.
  const init = ['init', settings.writeKey, initOptions({ ...settings, endpoint: endpointOf(settings) })];
  const inModule = (code: string) => `import { tgp } from 'tgp';\n\n${code}\n`;
  return {
    language: 'javascript',
    base_code: inModule(`tgp(${init.map(scriptLiteral).join(', ')});`),
    event_code: inModule(eventScript(call, 'tgp', PAGE_READING)),
    notes: [
      'npm install tgp. Run the base code once, where the app starts in the browser.',
      'Run the event code where the event happens. In an app you can also call tgp() with the values at hand.',
    ],
  };
};
