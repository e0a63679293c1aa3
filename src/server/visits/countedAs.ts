import type { Counted, Reason } from '../store/visits.ts';

/** How a visit is counted, by all that speaks against a person: any reason is enough, for each is one that no person gives. */
export function countedAs(reasons: readonly Reason[], isTest: boolean): Counted {
  if (isTest) return 'test';
  return reasons.length ? 'automated' : 'people';
}
