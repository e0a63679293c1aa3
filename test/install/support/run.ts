import vm from 'node:vm';

/** A page that has the tag, as far as event code sees it, and what was called on it. */
export function fakePage(globals: { [name: string]: unknown } = {}) {
  const calls: unknown[][] = [];
  const window: { [name: string]: unknown } = { ...globals };
  window.window = window;
  window.tgp = Object.assign((...args: unknown[]) => void calls.push(args), { tgp: 1 });
  vm.createContext(window);
  return {
    window,
    /** What was called, as this realm's own objects. */
    calls: () => structuredClone(calls.map(args => args.map(own))),
    run(code: string): unknown {
      return vm.runInContext(code, window);
    },
  };
}

/** Another realm's object as this one's, undefined and -0 as they are. */
function own(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(own);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, own(inner)]));
}

/** The script of an HTML text, which must be nothing else: found as an HTML parser finds it. */
export function onlyScript(html: string): string {
  const open = /^(?:<link [^>]*>\n)?<script(?: nonce="[^"]*")?>/.exec(html);
  if (!open) throw new Error(`no script first: ${html}`);
  const end = /<\/script[\s/>]/gi;
  end.lastIndex = open[0].length;
  const close = end.exec(html);
  if (!close || html.slice(close.index) !== '</script>') throw new Error(`more than a script: ${html}`);
  const code = html.slice(open[0].length, close.index);
  // After these the parser takes a closing tag for a part of the script.
  if (/<!--/.test(code)) throw new Error('an HTML comment opens in the script');
  return code;
}

/** What Tag Manager makes of a Custom HTML tag: a call for each reference, and an error for an unknown one. */
export function compileGtm(code: string, names: string[]): string {
  return code.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`Unknown variable "${name}" found in a tag`);
    return `google_tag_manager["rm"]["1"](${index})`;
  });
}

/** What JSMin leaves, and less: no white space but between words. */
export async function withoutSpace(code: string): Promise<string> {
  const { tokenizer } = await import('acorn');
  let out = '';
  for (const { start, end } of tokenizer(code, { ecmaVersion: 5, allowReserved: true })) {
    const text = code.slice(start, end);
    out += (/[\w$]$/.test(out) && /^[\w$]/.test(text) ? ' ' : '') + text;
  }
  return out;
}
