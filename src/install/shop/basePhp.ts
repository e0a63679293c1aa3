import { baseScript } from '../baseScript.ts';
import { scriptLiteral } from '../escape.ts';
import type { Job } from '../platform.ts';
import { phpString } from '../wordpress/phpString.ts';

// Texts that stand for what the shop's settings hold. No name of a global and no stub has them.
const URL_PLACE = '/\u0001url';
const KEY_PLACE = '\u0001key';

/**
 * The base code as an expression of PHP, whose write key and script URL are expressions too.
 * @param key gives the write key as JSON
 * @param url gives the script's URL as JSON
 */
export function basePhp({ settings }: Job, key: string, url: string): string {
  const script = baseScript({ ...settings, writeKey: KEY_PLACE, scriptUrl: URL_PLACE });
  const [stub, afterUrl] = cut(script, scriptLiteral(URL_PLACE));
  const [init, options] = cut(afterUrl, scriptLiteral(KEY_PLACE));
  return [phpString(stub), url, phpString(init), key, phpString(options)].join(' . ');
}

/** What is before the first place of a text, and what is after it. */
function cut(text: string, place: string): [string, string] {
  const at = text.indexOf(place);
  return [text.slice(0, at), text.slice(at + place.length)];
}

/** The script's URL in two parts: the collector's, and a path in which `{key}` stands for the write key. */
export function scriptParts({ settings: { scriptUrl, writeKey } }: Job): { collector: string; path: string } {
  const [, collector = '', path = ''] = /^(https?:\/\/[^/]+)?(.*)$/s.exec(scriptUrl)!;
  const named = encodeURIComponent(writeKey);
  return { collector, path: path.replace(`/${named}.js`, '/{key}.js') };
}
