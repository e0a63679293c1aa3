import type { StoredEvent } from '../store/event.ts';
import type { Signs } from '../store/visits.ts';

/** What is known of the request that an event came in. What an import brings may be anything: that says nothing then. */
export function signsOf({ signs }: { signs?: StoredEvent['signs'] }): Signs {
  if (!signs) return {};
  try {
    const { userAgent, country, ...flags } = JSON.parse(signs) as Record<string, unknown>;
    return {
      ...(typeof userAgent === 'string' && { userAgent }),
      ...(typeof country === 'string' && /^[A-Z]{2}$/.test(country) && { country }),
      ...(flags.hosting === true && { hosting: true }),
      ...(flags.prefetch === true && { prefetch: true }),
      ...(flags.noFetchMetadata === true && { noFetchMetadata: true }),
      ...(flags.ownReferrer === true && { ownReferrer: true }),
      ...(flags.test === true && { test: true }),
    };
  } catch {
    return {};
  }
}
