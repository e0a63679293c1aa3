/**
 * The values of all cookies of a name: a browser sends several where they were set for several paths or domains. The header is
 * not taken apart: 64 kB of semicolons would be as many texts.
 * @param name of letters, digits, `_` and `-`
 */
export const cookiesOf = (header: string | undefined, name: string): string[] =>
  [...(header ?? '').matchAll(new RegExp(`(?:^|;)\\s*${name}=([^;]*)`, 'g'))].map(([, value]) =>
    value!.trimEnd(),
  );
