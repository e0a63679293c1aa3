import { compareTexts } from '../store/compareTexts.ts';

/**
 * PostgreSQL's texts can't hold U+0000, and what strangers send can. It is written as two characters, the first of which is of
 * those that Unicode leaves to programs; where a text has that one itself, so is it.
 */
const MARK = '\uf8ff';
const ZERO = `${MARK}0`;
const ITSELF = `${MARK}1`;
const WRITTEN = /[\0\uf8ff]/;
const ALL_WRITTEN = /[\0\uf8ff]/g;
const ALL_READ = /\uf8ff([01])/g;

/** What a statement takes. */
export type Value = string | number | boolean | null | undefined | Uint8Array | readonly Value[];

/** A value as PostgreSQL can hold it. */
export function writeValue(value: Value): Value {
  if (typeof value === 'string') return writeText(value);
  return Array.isArray(value) ? value.map(writeValue) : value;
}

export const writeText = (text: string): string =>
  WRITTEN.test(text) ? text.replace(ALL_WRITTEN, each => (each === '\0' ? ZERO : ITSELF)) : text;

/** Texts in the order that a server has them in: by the bytes that it keeps of them. */
export const compareWritten = (a: string, b: string): number => compareTexts(writeText(a), writeText(b));

/** A text as it was given. */
export const readText = (text: string): string =>
  text.includes(MARK) ? text.replace(ALL_READ, (_, digit) => (digit === '0' ? '\0' : MARK)) : text;
