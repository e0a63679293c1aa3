/** A page without what no reader can follow: code and comments. */
const withoutCode = (page: string): string =>
  page
    .replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ {0,3}\2[`~]*[ \t]*$/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '');

const CODE = /(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g;

/** Where the links and images of a page lead: first those in brackets, then those in HTML, then references. */
export function linksOf(page: string): string[] {
  const text = withoutCode(page).replace(CODE, 'code');
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, bare, other]) => bare ?? other ?? '');
  return [
    // In a pair of brackets of its own, or with pairs of brackets in it.
    ...all(/\]\(\s*(?:<([^>\n]*)>|((?:[^\s()]|\([^\s()]*\))+))(?:\s+["'(][^\n]*?["')])?\s*\)/g),
    ...all(/<[a-z][^>]*?\s(?:href|src)="([^"]*)"/gi),
    ...all(/^ {0,3}\[[^\]\n]+\]:\s+(?:<([^>\n]*)>|(\S+))/gm),
  ];
}

/** The names by which parts of a page can be linked to: of its headings as GitHub makes them, then its own ids. */
export function anchorsOf(page: string): string[] {
  const text = withoutCode(page);
  const headings = [
    ...text.matchAll(/^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$|^(\S.*)\n(?:=+|-+)[ \t]*$/gm),
  ];
  const seen = new Map<string, number>();
  const made = headings.map(([, heading, underlined]) => {
    const name = anchorOf(heading ?? underlined ?? '');
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return count ? `${name}-${count}` : name;
  });
  return [...made, ...[...text.matchAll(/<[a-z][^>]*?\s(?:id|name)="([^"]*)"/gi)].map(([, id]) => id!)];
}

const anchorOf = (heading: string): string =>
  heading
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/(?<![\p{L}\p{N}])_(.*?)_(?![\p{L}\p{N}])/gu, '$1')
    .replace(/<[^>]*>/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
