/** A text as a PHP literal. Between single quotes PHP reads nothing but these two; a lone surrogate has no UTF-8. */
export const phpString = (text) => `'${text.replace(/[\\']/g, '\\$&').replace(/[\ud800-\udfff]/gu, '\ufffd')}'`;
