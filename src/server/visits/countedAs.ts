import type { Counted, Reason } from '../store/visits.ts';

export function countedAs(reasons: readonly Reason[], isTest: boolean): Counted {
  if (isTest) return 'test';
  return reasons.length ? 'automated' : 'people';
}
