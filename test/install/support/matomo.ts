/** What Matomo's server makes of a field of a tag: texts, and a name for each variable that it has. */
export type Joined = (string | { variable: string })[];

/**
 * Reads a field as Matomo's server does: a name between two braces on each side is a variable where there is one of
 * it, and stays where there is none; where there is a variable, a backslash before a brace goes from the text before it.
 */
export function joinVariables(value: string, names: string[]): Joined {
  const parts: Joined = [];
  let at = 0;
  for (;;) {
    let start = value.indexOf('{{', at);
    const end = start < 0 ? -1 : value.indexOf('}}', start);
    if (end < 0) break;
    start = value.slice(0, end).lastIndexOf('{{');
    const text = value.slice(at, start).replace(/\\([{}])/g, '$1');
    if (text) parts.push(text);
    const name = value.slice(start + 2, end);
    const isKnown = names.includes(name.trim()) && !name.trim().startsWith('{');
    parts.push(isKnown ? { variable: name.trim() } : `{{${name}}}`);
    at = end + 2;
  }
  const rest = value.slice(at);
  if (rest) parts.push(rest);
  return parts;
}

/** Whether an HTML text ends inside of a script, as Matomo sees it. */
function endsInScript(html: string): boolean {
  const at = html.toLowerCase().lastIndexOf('<script');
  return at >= 0 && !/<\s*\/\s*script>/i.test(html.slice(at));
}

/**
 * The HTML that a container puts into the page: in a script each variable is the place of its value in a list, which
 * is there as `window.MatomoTagManager.customHtmlDataStore`.
 */
export function fireCustomHtml(html: string, values: { [name: string]: unknown }) {
  const customHtmlDataStore: unknown[] = [];
  let out = '';
  for (const part of joinVariables(html, Object.keys(values))) {
    if (typeof part === 'string') out += part;
    else if (!endsInScript(out)) throw new Error('a variable outside of a script');
    else
      out += `window.MatomoTagManager.customHtmlDataStore[${customHtmlDataStore.push(values[part.variable]) - 1}]`;
  }
  return { html: out, MatomoTagManager: { customHtmlDataStore } };
}
