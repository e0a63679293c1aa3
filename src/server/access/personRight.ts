import { HttpError } from '../http/errors.ts';
import type { Access } from './access.ts';

/** All that is held of a person is shown and erased by a right of its own. */
export function needsPeople({ people }: Access): void {
  if (people) return;
  const fix =
    'it needs the right "people", which whoever has it gives to a token or a user when he makes one';
  throw new HttpError('forbidden', `this token may not show or erase what is held of a person: ${fix}`);
}
