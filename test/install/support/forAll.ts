import fc from 'fast-check';
import type { Pixel } from '../../../src/install/index.ts';
import { pixels, type VariableKind, valuesFor } from './arbitraries.ts';
import { areApart, type Values } from './values.ts';

/** Runs a check over saved pixels of a kind and a value for each of their variables. */
export function forAll(
  kind: VariableKind,
  check: (pixel: Pixel, values: Values) => void | Promise<void>,
): Promise<void> {
  const isPath = ['page', 'order', 'event'].includes(kind);
  const cases = pixels(kind)
    .chain(pixel => fc.tuple(fc.constant(pixel), valuesFor(pixel)))
    .filter(([, values]) => !isPath || areApart(values));
  return fc.assert(
    fc.asyncProperty(cases, async ([pixel, values]) => check(pixel, values)),
    { numRuns: 150 },
  );
}
