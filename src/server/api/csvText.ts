/** What spreadsheets take for the begin of a formula, whatever follows. */
const FORMULA = /^[=@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** After a sign only what calls, compares or asks another program can be one that does something. */
const SIGNED = /^[+-](?![\w.:+ -]*$)/;

/**
 * A text in a CSV: one that a spreadsheet might run begins with a quote. An id or a phone number that begins with + or - stays
 * as it is, so that it is found again elsewhere.
 */
export const csvText = (text: string): string =>
  FORMULA.test(text) || SIGNED.test(text) ? `'${text}` : text;
