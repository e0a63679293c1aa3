/**
 * Where a stored value is not as expected, path by path; nothing when it is. The expected value names only
 * what matters: fields it does not have may be anything, `undefined` must be absent, a RegExp or a matcher of
 * `expect` tests, and numbers and booleans stand for their text.
 */
export function mismatches(expected: unknown, stored: unknown, path = ''): string[] {
  if (isMatcher(expected))
    return expected.asymmetricMatch(stored) ? [] : [differs(path, String(expected), stored)];
  if (expected instanceof RegExp)
    return typeof stored === 'string' && expected.test(stored)
      ? []
      : [differs(path, String(expected), stored)];
  if (typeof expected !== 'object' || expected === null) {
    const text = expected === undefined || expected === null ? expected : String(expected);
    return text === stored ? [] : [differs(path, JSON.stringify(text), stored)];
  }
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored) !== Array.isArray(expected))
    return [differs(path, JSON.stringify(expected), stored)];
  const fields = stored as Record<string, unknown>;
  const length =
    Array.isArray(expected) && expected.length !== fields.length
      ? [differs(`${path}.length`, String(expected.length), fields.length)]
      : [];
  return [
    ...length,
    ...Object.entries(expected).flatMap(([key, value]) =>
      mismatches(value, fields[key], path ? `${path}.${key}` : key),
    ),
  ];
}

function differs(path: string, expected: string | undefined, stored: unknown): string {
  return `${path}: expected ${expected ?? 'nothing'}, stored ${JSON.stringify(stored) ?? 'nothing'}`;
}

function isMatcher(value: unknown): value is { asymmetricMatch(stored: unknown): boolean } {
  return typeof (value as { asymmetricMatch?: unknown } | null)?.asymmetricMatch === 'function';
}
