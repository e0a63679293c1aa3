/**
 * What programs and templates write where there is nothing, trimmed. Such a text would be the order of everyone, and only the first of
 * them count. No two braces stand together, and none behind a backslash: tag managers take those for their own.
 */
export const NO_ORDER = /^(undefined|null|nan|-?infinity|none|true|false|\[object .*\]|[{$][{].*[}])?$/i;

/** Whether a text tells an order from others. */
export const isOrderId = (text: string): boolean => !NO_ORDER.test(text.trim());
