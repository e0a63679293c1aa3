import type { Piggyback } from '../store/adRecords.ts';

/** Characters that URL parsers drop or turn round, so that a reader sees another host than a browser. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is refused
const TREACHEROUS = /[\\\u0000-\u0020\u007f]/;

/** Whatever a visitor sends would choose the host. The brackets of an address of IPv6 are none of a macro's. */
const MACRO_BEFORE_PATH = /^(?:[a-z]*:\/\/)?[^/?#]*(?:\$\{|\[(?![\da-f:.]+\]))/i;

/** Why these pixels can't be fired by one pixel; undefined where they can. */
export function piggybackProblem(pixels: Piggyback[], ownHost: string | undefined): string | undefined {
  const images = pixels.filter(({ pixel_type }) => pixel_type === 'img').length;
  if (images && images < pixels.length) {
    return 'piggyback_pixels: image pixels only piggyback on image pixels, JavaScript ones on JavaScript ones; use one pixel_type';
  }
  if (images > 1) return 'piggyback_pixels: an image pixel has at most one piggyback; use "js" for several';
  for (const [index, { url }] of pixels.entries()) {
    const problem = urlProblem(url, ownHost);
    if (problem) return `piggyback_pixels.${index}.url: ${problem}`;
  }
  return undefined;
}

/** Why an address is none that browsers may be sent to; undefined where it is one. */
export function urlProblem(text: string, ownHost: string | undefined): string | undefined {
  if (TREACHEROUS.test(text) || /\p{Surrogate}/u.test(text))
    return 'must not hold blanks, control characters or "\\"';
  if (MACRO_BEFORE_PATH.test(text)) return 'must not have a macro before its path: it could lead anywhere';
  if (!/^https:\/\/[^/?#]/i.test(text) || !URL.canParse(text)) {
    return 'must be a web address that begins with "https://"';
  }
  if (/^https:\/\/[^/?#]*@/i.test(text)) return 'must not hold a user name or password';
  if (ownHost && hostOf(text) === hostOf(`https://${ownHost}`)) {
    return 'must not be on this collector: it would fire itself';
  }
  return undefined;
}

/** Without the port: the same collector may listen on several. */
const hostOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined;
