/** A lone surrogate has no UTF-8 form; in Unicode mode the class matches nothing but lone ones. */
export const encodeText = (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
