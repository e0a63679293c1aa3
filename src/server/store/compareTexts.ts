/** Texts in the order that every engine has them in: by their bytes. */
export const compareTexts = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
