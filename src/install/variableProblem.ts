import { pathProblem } from './path.ts';
import type { Platform } from './platforms.ts';

/** Why a variable of that name can't be read on a platform; undefined where it can. */
export function variableProblem(platform: Platform, name: string): string | undefined {
  if (!name.trim()) return 'has no name';
  if (isOneOf(platform, ['noscript', 'email', 'amp']))
    return `can't be read on ${platform}: use a fixed value`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(name)) return 'has a control character or a line break';
  if (name !== name.trim()) return 'has a space at its beginning or end';
  if (isOneOf(platform, ['gtm', 'gtm-container', 'gtm-template'])) {
    const [found] = /[{}:<]/.exec(name) ?? [];
    return found && `has a ${found}, which no variable of Tag Manager can have`;
  }
  if (isOneOf(platform, ['tealium', 'tealium-api', 'tealium-container'])) {
    return name === '__proto__' ? 'is the name of something else in JavaScript' : undefined;
  }
  return pathProblem(name);
}

const isOneOf = (platform: Platform, platforms: Platform[]): boolean => platforms.includes(platform);
