import { ApiError } from '../callApi.ts';
import { TEXT } from '../text.ts';

/** What went wrong, for a reader. */
export function explain(error: unknown): string {
  return error instanceof ApiError ? TEXT.refused(error.message) : TEXT.noAnswer;
}
