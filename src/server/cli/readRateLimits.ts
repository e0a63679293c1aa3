import { RATE_LIMITS, type RateLimits } from '../http/rateLimits.ts';
import { BadOption } from './badOption.ts';

/** As the option writes them. */
export const rateLimitsText = Object.entries(RATE_LIMITS)
  .map(([name, limit]) => `${name}=${limit}`)
  .join(',');

/** Reads the option: `off`, or the limits that differ from the default, each a number or `off`. */
export function readRateLimits(name: string, text: string): RateLimits {
  const parts = text === 'off' ? Object.keys(RATE_LIMITS).map(part => `${part}=off`) : text.split(',');
  const limits = { ...RATE_LIMITS };
  for (const part of parts) {
    const [, which = '', value = ''] = /^ *(\w+)=(\d{1,9}|off) *$/.exec(part) ?? [];
    const limit = value === 'off' ? Number.POSITIVE_INFINITY : Number(value);
    if (!Object.hasOwn(RATE_LIMITS, which) || limit < 1) {
      throw new BadOption(
        `${name}: "${part}" is no limit; use "off" or so many a minute like ${rateLimitsText}`,
      );
    }
    limits[which as keyof RateLimits] = limit;
  }
  return limits;
}
