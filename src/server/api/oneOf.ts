/** The words of a choice, as a message lists them: `must be "a", "b" or "c"`. */
export const oneOf = (values: readonly string[]): string =>
  `must be ${values.map(value => `"${value}"`).join(', ')}`.replace(/, (?=[^,]*$)/, ' or ');
