import { readFileSync } from 'node:fs';

const RUNTIME = readFileSync(new URL('../runtimes/tealium.js', import.meta.url), 'utf8');

/** Extensions as they stand in a published profile. */
export interface Extensions {
  preLoader?: string;
  before?: string[];
  after?: string[];
}

const wrap = (code: string) => `function(a,b){try{if(1){\n${code}\n}}catch(e){utag_errors.push(String(e))}}`;

/** A page with a profile of these extensions and this data object. */
export function tealiumPage({ preLoader = '', before = [], after = [] }: Extensions, data: object): string {
  const profile = RUNTIME.replace('/*before*/', () => before.map(wrap).join(',\n')).replace('/*after*/', () =>
    after.map(wrap).join(',\n'),
  );
  return `<!doctype html><title>Tealium</title><body>
<script>var utag_data = ${JSON.stringify(data)};</script>
<script>${preLoader}\n${profile}</script>`;
}
