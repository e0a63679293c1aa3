import type { InstallCode } from '../../../install/installCode.ts';

/**
 * What is pasted, as plain text.
 * @param part one of the two: on some platforms (wordpress, npm, tealium-api) they are files of their own. Default: both
 */
export function codeAlone({ base_code, event_code }: InstallCode, part?: string): string {
  if (part) return part === 'base' ? base_code : event_code;
  return [base_code, event_code].filter(Boolean).join('\n\n');
}
