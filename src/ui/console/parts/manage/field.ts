import type { ComponentType } from 'preact';
import type { Problem } from '../../callApi.ts';

/** What an input of one's own gets. */
export interface OwnInputProps<Value = never> {
  id: string;
  describedBy: string;
  value: Value;
  set: (value: Value) => void;
  /** What is wrong with it, or with a part of it. */
  problems: Problem[];
}

/** A field of a record: how it is shown, read from the API's answer, and sent. */
export interface Field {
  /** As the API has it: by this its errors find the field. */
  name: string;
  label: string;
  hint?: string;
  /** Lines are a list of texts, one each; a time is the reader's own. Default: text. */
  is?: 'text' | 'lines' | 'number' | 'flag' | 'choice' | 'time';
  /** Of a choice. Where '' is one of them, it is sent as null. */
  options?: [value: string, text: string][];
  /** Whether what is empty is sent as null. Of a text; numbers and times always are. */
  isNullable?: boolean;
  /** Of a choice between numbers. */
  isNumber?: boolean;
  /** What stands there in a new one. Default: nothing. */
  initial?: unknown;
  /** Where it is there: in new records alone, or in those that are changed. Default: in both. */
  only?: 'new' | 'change';
  isNeeded?: boolean;
  maxlength?: number;
  isDisabled?: boolean;
  /** An input of its own, with the value as it reads and writes it. */
  Input?: ComponentType<OwnInputProps>;
  read?: (row: object) => unknown;
  write?: (value: never) => unknown;
}

interface OwnField<Value> extends Omit<Field, 'Input' | 'read' | 'write' | 'initial'> {
  initial: Value;
  Input: ComponentType<OwnInputProps<Value>>;
  read: (row: object) => Value;
  write: (value: Value) => unknown;
}

/** A field with an input of its own: a form knows nothing of its values. */
export const ownField = <Value>(field: OwnField<Value>): Field => field as unknown as Field;

/** What the inputs hold, by field. */
export type Draft = { [name: string]: unknown };

/** The fields of a new record, or of one that is changed. */
export const fieldsFor = (fields: Field[], isNew: boolean): Field[] =>
  fields.filter(({ only }) => only === undefined || (only === 'new') === isNew);

/** A record as it is written in the inputs. */
export const draftOf = (fields: Field[], row: object | undefined): Draft =>
  Object.fromEntries(fields.map(field => [field.name, row ? readField(field, row) : firstOf(field)]));

const firstOf = ({ is, initial, options }: Field): unknown => {
  if (initial !== undefined) return initial;
  if (is === 'flag') return false;
  return is === 'choice' ? (options?.[0]?.[0] ?? '') : '';
};

function readField({ name, is, read }: Field, row: object): unknown {
  if (read) return read(row);
  const value = (row as Draft)[name];
  if (is === 'flag') return value === true;
  if (is === 'lines') return Array.isArray(value) ? value.join('\n') : '';
  if (is === 'time') return typeof value === 'string' ? localTime(new Date(value)) : '';
  return value === null || value === undefined ? '' : String(value);
}

function writeField({ is, isNullable, isNumber, write }: Field, value: unknown): unknown {
  if (write) return write(value as never);
  if (is === 'flag') return value;
  const text = String(value ?? '').trim();
  if (is === 'lines') return [...new Set(text.split(/[\n,]/).map(line => line.trim()))].filter(Boolean);
  const isEmptyNull = isNullable || is === 'number' || is === 'time' || is === 'choice';
  if (text === '') return isEmptyNull ? null : '';
  if (is === 'number' || isNumber) {
    const number = Number(text.replace(',', '.'));
    // The collector says what is wrong with it.
    return Number.isFinite(number) ? number : text;
  }
  if (is !== 'time') return text;
  const time = new Date(text);
  return Number.isNaN(+time) ? text : time.toISOString();
}

/** A time in the reader's own zone, as an input of times has it. */
export function localTime(time: Date): string {
  const at = (part: number, length = 2) => String(part).padStart(length, '0');
  const day = `${at(time.getFullYear(), 4)}-${at(time.getMonth() + 1)}-${at(time.getDate())}`;
  return `${day}T${at(time.getHours())}:${at(time.getMinutes())}`;
}

/** What is sent: of a new record what was said, of another one what is different. */
export function bodyOf(fields: Field[], draft: Draft, before?: object): { [name: string]: unknown } {
  const written = fields.map(field => [field, writeField(field, draft[field.name])] as const);
  const sent = written.filter(([field, value]) => {
    if (!before) return !isNothing(value) || field.isNeeded;
    return JSON.stringify(value) !== JSON.stringify(writeField(field, readField(field, before)));
  });
  return Object.fromEntries(sent.map(([{ name }, value]) => [name, value]));
}

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || value === undefined || (Array.isArray(value) && !value.length);

/** What is wrong with a field or with a part of it. */
export const problemsAt = (problems: Problem[], name: string): Problem[] =>
  problems.filter(({ field }) => field === name || field.startsWith(`${name}.`));
