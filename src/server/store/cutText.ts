const HALVES = /[\ud800-\udfff]/;

/** A text of so many characters at most, as it is read again: half a character at its end, or anywhere, is none. */
export function cutText(text: string, length: number): string {
  const cut = text.length > length ? text.slice(0, length) : text;
  return HALVES.test(cut) ? Buffer.from(cut).toString() : cut;
}
