/** A text as it stands in a query. A lone surrogate has no UTF-8 form: few texts have one, and looking for it takes long. */
export function encodeText(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // In Unicode mode the class matches nothing but lone ones.
    return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  }
}
