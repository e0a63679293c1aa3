/** Longest text of a value, and of all of it. */
const MAX_VALUE = 2000;
const MAX = 20_000;
const MAX_DEPTH = 12;

/**
 * Anything as lines: a key and its value each, what is below it further to the right. By hand, for a page may have put a
 * `toJSON` on everything.
 */
export function textOf(value: unknown): string {
  const lines: string[] = [];
  let length = 0;
  const visit = (each: unknown, before: string, open: unknown[]): void => {
    if (length > MAX) return;
    const isPlain = Object(each) !== each || typeof each === 'function';
    if (isPlain || open.indexOf(each) >= 0 || open.length > MAX_DEPTH) {
      const line = `${before}${isPlain ? said(each) : '…'}`;
      length += line.length;
      lines.push(line);
      return;
    }
    const indent = '  '.repeat(open.length);
    for (const key of Object.keys(each as object)) {
      let child: unknown;
      try {
        child = (each as { [key: string]: unknown })[key];
      } catch (error) {
        child = error;
      }
      if (child == null) continue;
      if (Object(child) === child && typeof child !== 'function') lines.push(`${indent}${key}`);
      visit(child, Object(child) === child && typeof child !== 'function' ? '' : `${indent}${key}: `, [
        ...open,
        each,
      ]);
    }
  };
  visit(value, '', []);
  return lines.join('\n').slice(0, MAX);
}

function said(value: unknown): string {
  try {
    return typeof value === 'function' ? 'a function' : String(value).slice(0, MAX_VALUE);
  } catch {
    return '…';
  }
}
