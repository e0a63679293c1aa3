/** Refuses a value that is none of the words in a text such as `granted, denied, pending`. */
export function oneOf(words: string, value: unknown): void {
  if (!words.split(/\W+/).includes(value as string)) throw value + ' is not ' + words;
}
