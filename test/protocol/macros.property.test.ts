import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandMacros } from '../../src/protocol/macros.ts';

const runs = { numRuns: 2000 };

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('$&', '$1', '$$', '${a.x}', '${b}', '[ORDER_ID]', "!'()*", '\ud800', '🎉', '&a=1', '%41'),
);
const texts = fc.array(hostileText, { maxLength: 4 }).map(parts => parts.join(''));

/** The text as it comes out of a URL again. */
const wellFormed = (text: string) =>
  Array.from(text, character => (/^[\ud800-\udfff]$/.test(character) ? '\ufffd' : character)).join('');

const TEMPLATE = 'https://p.example/?${a.x}=[ORDER_ID]&b=${b}&${unknown}#${GDPR_CONSENT_12}';

test('every value comes out as it was put in, and is never a macro itself', () => {
  fc.assert(
    fc.property(texts, texts, texts, texts, (x, b, order, consent) => {
      const url = expandMacros(TEMPLATE, { a: { x }, b, ORDER_ID: order, GDPR_CONSENT: consent });
      expect(url).toMatch(/^[\w:/.?=&#%~!'()*-]*$/);
      const parts = /^https:\/\/p\.example\/\?([^=]*)=([^&]*)&b=([^&]*)&#(.*)$/.exec(url)!.slice(1);
      expect(parts.map(decodeURIComponent)).toEqual([x, order, b, consent].map(wellFormed));
    }),
    runs,
  );
});

test('what is around the macros stays as it is, whatever the values', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab[]{}$_&?/%é'), maxLength: 20 }),
      fc.dictionary(fc.string({ maxLength: 3 }), hostileText),
      (text, values) => {
        const plain = text.replaceAll('${', '');
        expect(expandMacros(plain, values)).toBe(plain);
      },
    ),
    runs,
  );
});

test('nothing makes it throw, and what comes out is one URL', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('${', '}', '[', ']', 'ORDER_ID', 'a', '.', 'GPP_STRING_1', '__proto__', '$&'),
        {
          maxLength: 12,
        },
      ),
      fc.anything({
        withBigInt: true,
        withDate: true,
        withNullPrototype: true,
        withMap: true,
        withSparseArray: true,
      }),
      (parts, value) => {
        const url = expandMacros(parts.join(''), { a: value, ORDER_ID: value, GPP_STRING: value });
        expect(url.length).toBeLessThanOrEqual(100_000);
      },
    ),
    runs,
  );
});
