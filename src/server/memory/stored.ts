import { indexed } from '../store/indexed.ts';

/** A text as it is stored where it can be looked for: cut, and half a character at its end is none. */
export const stored = (text: string): string => Buffer.from(indexed(text)).toString();
