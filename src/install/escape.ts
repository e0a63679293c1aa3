/**
 * A value as a JavaScript literal that is safe inside an inline script of an HTML page: `</script>`, `<!--`,
 * quotes and the line separators that old engines end a string at can't get out of it.
 */
export const scriptLiteral = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
