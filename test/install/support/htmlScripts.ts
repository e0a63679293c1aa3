/** The scripts of an HTML text that is nothing but scripts, found as an HTML parser finds them. */
export function htmlScripts(html: string): string[] {
  const scripts: string[] = [];
  let rest = html.trim();
  while (rest) {
    const open = /^<script(?: [a-z-]+="[^"<>]*")*>/.exec(rest);
    if (!open) throw new Error(`no script: ${rest.slice(0, 200)}`);
    const close = /<\/script[\s/>]/i.exec(rest);
    if (!close) throw new Error(`no end: ${rest.slice(0, 200)}`);
    const code = rest.slice(open[0].length, close.index);
    // After this the parser takes a closing tag for a part of the script.
    if (code.includes('<!--')) throw new Error('an HTML comment opens in the script');
    scripts.push(code.trim());
    rest = rest.slice(close.index + close[0].length).trim();
  }
  return scripts;
}
