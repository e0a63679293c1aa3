import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonBytes, packFields, unpackFields } from '../../../src/server/store/packFields.ts';

const LENGTH = 10_000;
const fieldsOf = (text: string) => ({ context: { page: { title: 'A page' } }, properties: { text } });

/** Characters that JSON writes longer than they are, one of each kind. */
const ESCAPED: [name: string, text: string][] = [
  ['a control character', '\u0001'],
  ['a null', '\u0000'],
  ['a line end', '\n'],
  ['a quote', '"'],
  ['a backslash', '\\'],
  ['what only looks like an escape', '\\u0001'],
  ['all of them', '\u0000\u0001\t\n\r\b\f\u001f"\\'],
];

describe('stored fields', () => {
  it.each(ESCAPED)('are hardly longer than what came, of %s', (_name, text) => {
    const value = text.repeat(LENGTH / text.length);
    const stored = packFields(fieldsOf(value));
    expect(Buffer.byteLength(stored)).toBeLessThan(1.25 * LENGTH);
    expect(unpackFields(stored)).toEqual(fieldsOf(value));
  });

  it.each(ESCAPED)('are hardly longer than what came, of a key of %s', (_name, text) => {
    const fields = { [text.repeat(LENGTH / text.length)]: { a: 'x' } };
    const stored = packFields(fields);
    expect(Buffer.byteLength(stored)).toBeLessThan(1.25 * LENGTH);
    expect(unpackFields(stored)).toEqual(fields);
  });

  it('are short where a list has gaps', () => {
    const fields = { a: [...Array(999).fill(null), 'x', null, 'y', null, null, null, null] };
    const stored = packFields(fields);
    expect(stored.length).toBeLessThan(60);
    expect(unpackFields(stored)).toEqual(fields);
  });

  it('are JSON where that is about as short', () => {
    for (const text of ['plain', 'a "quoted" word\n', 'x'.repeat(LENGTH), '\u{1f600}'.repeat(LENGTH)]) {
      expect(packFields(fieldsOf(text))).toBe(JSON.stringify(fieldsOf(text)));
    }
  });

  it('keep half a character', () => {
    const fields = fieldsOf(`${'\u0001'.repeat(100)}\ud800`);
    expect(Buffer.from(packFields(fields)).toString()).toBe(packFields(fields));
    expect(unpackFields(packFields(fields))).toEqual(fields);
  });

  it('come back as JSON would bring them, whatever they are', () => {
    const text = fc.string({
      unit: fc.constantFrom('\u0001', '"', '\\', 'a', '\u{1f600}', '__proto__', '\n'),
    });
    const value = fc.letrec<{ value: unknown }>(tie => ({
      value: fc.oneof(
        text,
        fc.constant(null),
        fc.boolean(),
        fc.double({ noNaN: true }),
        fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, tie('value')), { maxLength: 12 }),
        fc.dictionary(text, tie('value')),
      ),
    })).value;
    const more = fc.constant('\u0001'.repeat(300));
    fc.assert(
      fc.property(fc.dictionary(text, value), more, (fields, escaped) => {
        const all = { ...fields, escaped };
        const stored = packFields(all);
        expect(stored[0]).toBe('#');
        expect(unpackFields(stored)).toEqual(JSON.parse(JSON.stringify(all)));
      }),
    );
  });

  it('say at least how long their JSON is', () => {
    for (const fields of [
      fieldsOf('plain'),
      fieldsOf('\u0001'.repeat(LENGTH)),
      { a: Array(999).fill(null) },
    ]) {
      expect(jsonBytes(packFields(fields))).toBeGreaterThanOrEqual(JSON.stringify(fields).length);
    }
  });
});
