import { NotStored } from '../../store/errors.ts';

/** An account that is not, or not for long, on the server where it was known to be. */
export class Elsewhere extends NotStored {}
